export { RealtimeProvider, type RealtimeProviderProps } from './provider.tsx';
export { useConnection } from './use-connection.ts';
export { useInsights, type Insights, type InsightsSource } from './use-insights.ts';
export { useMetrics } from './use-metrics.ts';
export { usePresence } from './use-presence.ts';
export { useRealtime } from './use-realtime.ts';
export { useTopic } from './use-topic.ts';
export { useWidgetConfig, type FollowedWidgetConfig, type WidgetConfigSource } from './use-widget-config.ts';
