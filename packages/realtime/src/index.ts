export { createRealtime, type Realtime, type RealtimeOptions } from './create-realtime.ts';
export { createBrowserEnvironment } from './connection/browser-environment.ts';
export type { Environment, EnvironmentSignal } from './connection/environment.ts';
export type { ConnectionState, ConnectionStatus, DropCause } from './connection/state.ts';
export type { RealtimeMetrics } from './metrics/metrics.ts';
export type { Distribution } from './metrics/samples.ts';
export type { ClockOffset, ServerTimeSample } from './metrics/server-clock.ts';
export type { Attendance, PeopleListener } from './subscription/presence-book.ts';
export type { TopicHandlers, TopicStatus, VersionedRow } from './subscription/handlers.ts';
export { createSupabaseTransport, type SupabaseTransportOptions } from './transport/supabase.ts';
export type { AccessToken } from './transport/token-keeper.ts';
export { createPollingTransport, type PollingTransportOptions } from './transport/polling.ts';
export {
  createHttpPollSource,
  type HttpPollSourceOptions,
  type PollAnswer,
  type PollSource,
} from './transport/poll-source.ts';
export type { PresenceNote, Transport, TransportEvent } from './transport/transport.ts';
export { followWidgetConfig, type WidgetConfigHandlers } from './widget-config/follow-widget-config.ts';
