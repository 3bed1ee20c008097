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
