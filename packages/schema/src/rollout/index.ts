export {
  batchSchema,
  batchStatuses,
  batchStatusSchema,
  batchStatusWords,
  batchTargetSchema,
  type Batch,
  type BatchStatus,
  type BatchTarget,
} from './batch.ts';
export { connectionReporting, connectionReportSchema, type ConnectionReport } from './connection-report.ts';
export { describeChange, type AuditedChange } from './describe-change.ts';
export { addCounts, bucketOf, durationCountsSchema, percentileOf, type DurationCounts } from './durations.ts';
export {
  changeReasonSchema,
  editingComponents,
  editingComponentSchema,
  editingComponentWords,
  flagChangedSchema,
  flagOfTenantSchema,
  flagStages,
  flagStageSchema,
  flagStageWords,
  rolloutFlagKey,
  sharePercentSchema,
  type EditingComponent,
  type FlagOfTenant,
  type FlagStage,
} from './flag.ts';
export { judgeWindow, windowsToStopFor, type WindowSums } from './judge-window.ts';
export {
  comparisonSchema,
  connectionNumbersSchema,
  judgedWindowSchema,
  saveNumbersSchema,
  type Comparison,
  type ConnectionNumbers,
  type JudgedWindow,
  type SaveNumbers,
} from './numbers.ts';
export { defaultStopRule, stopRuleSchema, type StopRule } from './stop-rule.ts';
export { addSaves, numbersOf, type SaveSum } from './sum-saves.ts';
export { whyStopped } from './why-stopped.ts';
