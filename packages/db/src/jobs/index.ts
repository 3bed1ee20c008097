export { applyRetention, type RetentionOptions } from './apply-retention.ts';
export { countRefusedInsights } from './count-refused-insights.ts';
export { expireBookings } from './expire-bookings.ts';
export { rebuildRollups, type RebuildOptions, type RebuildStep } from './rebuild-rollups.ts';
export { sweepTestTenants } from './sweep-test-tenants.ts';
