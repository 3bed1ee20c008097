import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import type { Realtime } from '../create-realtime.ts';
import type { TopicHandlers, TopicStatus, VersionedRow } from '../subscription/handlers.ts';
import { useRealtime } from './use-realtime.ts';

/**
 * Follows a topic while the component is mounted, or none (null), and says how far it is.
 * The handlers may be new functions on each render: the latest ones are called, nothing is subscribed anew.
 */
export function useTopic<Row extends VersionedRow = VersionedRow>(
  topic: string | null,
  handlers: TopicHandlers<Row>,
): TopicStatus {
  const realtime = useRealtime();
  const store = useMemo(() => createTopicStore<Row>(realtime, topic), [realtime, topic]);
  // Before React subscribes to the store, which it does in a later, passive effect.
  useLayoutEffect(() => store.setHandlers(handlers), [store, handlers]);
  return useSyncExternalStore(store.subscribe, store.getStatus, store.getStatus);
}

/** The store belongs to one topic: with another topic the status starts anew and is never the old topic's. */
function createTopicStore<Row extends VersionedRow>(realtime: Realtime, topic: string | null) {
  let status: TopicStatus = 'waiting';
  let latest: TopicHandlers<Row> | null = null;
  return {
    getStatus: () => status,
    setHandlers: (handlers: TopicHandlers<Row>) => {
      latest = handlers;
    },
    subscribe: (onChange: () => void) => {
      if (topic === null) return () => {};
      return realtime.subscribe<Row>(topic, {
        backfill: (sinceIso, signal) => latest?.backfill?.(sinceIso, signal) ?? Promise.resolve([]),
        onRow: (row) => latest?.onRow?.(row),
        onEvent: (event, payload, askAnew) => latest?.onEvent(event, payload, askAnew),
        onStatus: (next) => {
          status = next;
          latest?.onStatus?.(next);
          onChange();
        },
      });
    },
  };
}
