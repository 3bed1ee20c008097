export { applyRetention, type RetentionOptions } from './apply-retention.ts';
export { rebuildRollups, type RebuildOptions, type RebuildStep } from './rebuild-rollups.ts';
