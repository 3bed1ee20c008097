import {
  type AccessToken,
  createBrowserEnvironment,
  createHttpPollSource,
  createPollingTransport,
  createRealtime,
  createSupabaseTransport,
  type Realtime,
} from '@blunari/realtime';
import type { RuntimeConfig } from './runtime-config.ts';

/** The realtime line of one session: a socket, and where none gets through, questions to the API. */
export function createLine(
  { supabaseUrl, supabaseAnonKey }: Pick<RuntimeConfig, 'supabaseUrl' | 'supabaseAnonKey'>,
  accessToken: AccessToken,
): Realtime {
  const environment = createBrowserEnvironment();
  const source = createHttpPollSource({
    probeUrl: '/healthz',
    topicUrl: (topic) => `/feed/${topic.replace(/^tenant:/, '')}`,
    accessToken,
    fetch: window.fetch.bind(window),
  });
  return createRealtime({
    transport: createSupabaseTransport({ url: supabaseUrl, apiKey: supabaseAnonKey, accessToken, hasPresence: true }),
    polling: createPollingTransport({ source, environment }),
    environment,
  });
}
