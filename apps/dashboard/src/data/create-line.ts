import {
  type AccessToken,
  createBrowserEnvironment,
  createHttpPollSource,
  createPollingTransport,
  createRealtime,
  type Realtime,
  type Transport,
} from '@blunari/realtime';

/** The realtime line of one session: a socket, and where none gets through, questions to the API. */
export function createLine(transport: Transport, accessToken: AccessToken): Realtime {
  const environment = createBrowserEnvironment();
  const source = createHttpPollSource({
    probeUrl: '/healthz',
    topicUrl: (topic) => `/feed/${topic.replace(/^tenant:/, '')}`,
    accessToken,
    fetch: window.fetch.bind(window),
  });
  return createRealtime({
    transport,
    polling: createPollingTransport({ source, environment }),
    environment,
  });
}
