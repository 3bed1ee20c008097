export { createRealtime, type Realtime, type RealtimeOptions } from './create-realtime.ts';
export { createBrowserEnvironment } from './connection/browser-environment.ts';
export type { Environment, EnvironmentSignal } from './connection/environment.ts';
export type { ConnectionState, ConnectionStatus, DropCause } from './connection/state.ts';
export type { TopicHandlers, TopicStatus, VersionedRow } from './subscription/handlers.ts';
export { createSupabaseTransport, type SupabaseTransportOptions } from './transport/supabase.ts';
export type { AccessToken } from './transport/token-keeper.ts';
export type { Transport, TransportEvent } from './transport/transport.ts';
