import { useSyncExternalStore } from 'react';
import type { RealtimeMetrics } from '../metrics/metrics.ts';
import { useRealtime } from './use-realtime.ts';

/** What the connection measured of itself. Renders again at most twice a second, and never on a hidden page. */
export function useMetrics(): RealtimeMetrics {
  const { onMetricsChange, metrics } = useRealtime();
  return useSyncExternalStore(onMetricsChange, metrics, metrics);
}
