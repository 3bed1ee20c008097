export { insightsConsents, insightsConsentSchema, type InsightsConsent } from './consent.ts';
export {
  journalAnswerSchema,
  journalBatchSchema,
  journalLimits,
  type JournalAnswer,
  type JournalBatch,
  type JournalRefusal,
} from './batch.ts';
export {
  entries,
  insightTypes,
  refusingRules,
  visitorEventSchema,
  type Entry,
  type InsightType,
  type RefusingRule,
  type VisitorEvent,
} from './event.ts';
export { readVisitorEvents, type ReadEvents, type TimedEvent } from './read-events.ts';
export { widgetTotalsSchema, type WidgetTotals } from './totals.ts';
export { insightLimits } from './limits.ts';
export {
  cutAlike,
  cutPeriod,
  dayCountOf,
  daysOf,
  periodFrom,
  periodSchema,
  seriesUnitOf,
  seriesUnits,
  type Period,
  type SeriesUnit,
} from './period.ts';
export {
  dimensionValueSchema,
  insightDimensionSchema,
  insightDimensions,
  insightFilterSchema,
  type InsightDimension,
  type InsightFilter,
} from './dimension.ts';
export {
  addNumbers,
  conversionRateOf,
  insightNumbersSchema,
  noNumbers,
  sumNumbers,
  type InsightNumbers,
} from './numbers.ts';
export {
  breakdownQuestionSchema,
  comparedQuestionSchema,
  filteredQuestionSchema,
  funnelQuestionSchema,
  liveQuestionSchema,
  periodQuestionSchema,
  type BreakdownQuestion,
  type ComparedQuestion,
  type FilteredQuestion,
  type FunnelQuestion,
  type LiveQuestion,
  type PeriodQuestion,
} from './question.ts';
export { summarySchema, type Dropped, type Summary } from './summary.ts';
export { seriesSchema, type DaysPoint, type HourPoint, type Series } from './series.ts';
export { funnelSchema, type Funnel, type Steps } from './funnel.ts';
export { breakdownSchema, type Breakdown, type BreakdownPart, type BreakdownRow } from './breakdown.ts';
export { heatMapSchema, type HeatCell, type HeatMap } from './heat-map.ts';
export { leadTimeOf, leadTimeSchema, leadTimes, type LeadTime, type LeadTimeAnswer } from './lead-time.ts';
export { turnedAwaySchema, type TurnedAway, type Wish } from './turned-away.ts';
export { liveMinutes, liveSchema, type Live } from './live.ts';
export { annotationsSchema, type Annotation, type Annotations } from './annotations.ts';
export { boundsOf, hoursOf, offsetStretches, type DayClock, type HourOfClock, type OffsetStretch } from './hours.ts';
