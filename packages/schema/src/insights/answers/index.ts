export { annotate, type SettingsChange } from './annotate.ts';
export { fillHeatMap, type HourOfWeekCounts } from './fill-heat-map.ts';
export { fillLeadTimes } from './fill-lead-times.ts';
export { fillMinutes, firstMinuteMs, type MinuteCounts } from './fill-minutes.ts';
export { fillDays, fillHours, type QuarterCounts } from './fill-series.ts';
export { fillSteps, type SessionCounts } from './fill-steps.ts';
