import type { FrameBootstrap } from '@blunari/schema/api';
import {
  createBrowserEnvironment,
  createHttpPollSource,
  createPollingTransport,
  createRealtime,
  createSupabaseTransport,
  followWidgetConfig,
  type Realtime,
} from '@blunari/realtime';
import type { FrameStore } from './frame-store.ts';
import type { PublicHttp } from './public-http.ts';

/** Follows the widget's own topic: settings change in the open widget, and what was missed is asked for. */
export function followChanges(bootstrap: FrameBootstrap, store: FrameStore, http: PublicHttp): () => void {
  const environment = createBrowserEnvironment();
  const source = createHttpPollSource({
    probeUrl: '/healthz',
    topicUrl: () => `/w/${bootstrap.publicKey}/config`,
    fetch: window.fetch.bind(window),
  });
  const realtime = createRealtime({
    transport: createSupabaseTransport(bootstrap.realtime),
    polling: createPollingTransport({ source, environment }),
    environment,
  });
  followConfig(realtime, bootstrap.publicKey, store, http);
  return realtime.close;
}

/** Where a section of a change cannot be drawn, the server is asked, so that an open widget looks as it would after a reload. */
export function followConfig(
  realtime: Pick<Realtime, 'subscribe'>,
  publicKey: string,
  store: FrameStore,
  http: Pick<PublicHttp, 'config'>,
): () => void {
  return followWidgetConfig<FrameBootstrap>(realtime, publicKey, {
    fetchConfig: async (signal) => {
      const answer = await http.config(signal);
      if (answer.ok) return answer.value;
      throw new Error(answer.error.message);
    },
    applyAnswer: store.applyBootstrap,
    applyChange: store.applyChange,
  });
}
