import type { FrameBootstrap } from '@blunari/schema/api';
import { widgetTopic } from '@blunari/schema/realtime/topics';
import { createBrowserEnvironment, createRealtime, createSupabaseTransport } from '@blunari/realtime';
import type { FrameStore } from './frame-store.ts';
import { hearChange } from './hear-change.ts';
import type { PublicHttp } from './public-http.ts';

/** Follows the widget's own topic: settings change in the open widget, and what was missed is asked for. */
export function followChanges(bootstrap: FrameBootstrap, store: FrameStore, http: PublicHttp): () => void {
  const realtime = createRealtime({
    transport: createSupabaseTransport(bootstrap.realtime),
    environment: createBrowserEnvironment(),
  });
  realtime.subscribe(widgetTopic(bootstrap.publicKey), {
    backfill: async () => {
      const answer = await http.config();
      // The subscription asks again, with its own back-off.
      if (!answer.ok) throw new Error(answer.error.message);
      store.applyBootstrap(answer.value);
      return [];
    },
    onEvent: (event, payload) => {
      if (event === 'config.changed') void hearChange(payload, store, http);
    },
  });
  return realtime.close;
}
