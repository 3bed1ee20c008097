export { RealtimeProvider, type RealtimeProviderProps } from './provider.tsx';
export { useConnection } from './use-connection.ts';
export { useRealtime } from './use-realtime.ts';
export { useTopic } from './use-topic.ts';
