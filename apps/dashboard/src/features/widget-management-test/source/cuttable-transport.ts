import type { Transport, TransportEvent } from '@blunari/realtime';

export interface CuttableTransport extends Transport {
  /** Loses the line as a network does: nobody above is asked. */
  readonly cut: () => void;
}

/** A wire with a pair of scissors, so that a recovery can be measured on any data source. */
export function cuttable(inner: Transport): CuttableTransport {
  const listeners = new Set<(event: TransportEvent) => void>();
  const emit = (event: TransportEvent): void => {
    for (const listener of listeners) listener(event);
  };
  inner.listen(emit);
  return {
    open: () => inner.open(),
    close: () => inner.close(),
    ping: () => inner.ping(),
    join: (topic) => inner.join(topic),
    leave: (topic) => inner.leave(topic),
    track: (topic, note) => inner.track(topic, note),
    renewToken: () => inner.renewToken(),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    cut: () => {
      inner.close();
      queueMicrotask(() => emit({ type: 'closed' }));
    },
  };
}
