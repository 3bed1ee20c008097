import type { PresenceNote, Transport, TransportEvent } from './transport.ts';

/** What one side asks of the transport at the other side of a port. */
type Command =
  | { readonly type: 'open' | 'close' | 'ping' }
  | { readonly type: 'join' | 'leave'; readonly topic: string }
  | { readonly type: 'track'; readonly topic: string; readonly note: PresenceNote | null };

/** Numbered by line: what an earlier line still says after a new one was asked for is recognised and lost. */
interface Sent<Content> {
  readonly line: number;
  readonly content: Content;
}

/**
 * A transport in another window or worker, at the far end of a port. Both ends are one build of ours: whoever hands out a
 * port vouches for who holds the other.
 */
export function createPortTransport(port: MessagePort): Transport {
  const listeners = new Set<(event: TransportEvent) => void>();
  let line = 0;
  const send = (content: Command): void => port.postMessage({ line, content } satisfies Sent<Command>);
  port.addEventListener('message', ({ data }: MessageEvent<Sent<TransportEvent>>) => {
    if (data.line !== line) return;
    for (const listener of listeners) listener(data.content);
  });
  port.start();
  return {
    open: () => {
      line += 1;
      send({ type: 'open' });
    },
    close: () => {
      line += 1;
      send({ type: 'close' });
    },
    ping: () => send({ type: 'ping' }),
    join: (topic) => send({ type: 'join', topic }),
    leave: (topic) => send({ type: 'leave', topic }),
    track: (topic, note) => send({ type: 'track', topic, note }),
    // Whoever holds the transport itself renews its tokens.
    renewToken: () => Promise.resolve(false),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Lets the far end of a port use a transport. Returns the function that ends it, and the transport's line. */
export function serveTransport(port: MessagePort, transport: Transport): () => void {
  let line = 0;
  const stop = transport.listen((content) => port.postMessage({ line, content } satisfies Sent<TransportEvent>));
  const hear = ({ data }: MessageEvent<Sent<Command>>): void => {
    line = data.line;
    obey(transport, data.content);
  };
  port.addEventListener('message', hear);
  port.start();
  return () => {
    port.removeEventListener('message', hear);
    stop();
    transport.close();
  };
}

function obey(transport: Transport, command: Command): void {
  switch (command.type) {
    case 'open':
    case 'close':
    case 'ping':
      return transport[command.type]();
    case 'join':
    case 'leave':
      return transport[command.type](command.topic);
    case 'track':
      return transport.track(command.topic, command.note);
  }
}
