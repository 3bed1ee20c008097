export { insightsConsents, insightsConsentSchema, type InsightsConsent } from './consent.ts';
export {
  entries,
  insightTypes,
  journalBatchSchema,
  journalLimits,
  refusingRules,
  visitorEventSchema,
  type Entry,
  type InsightType,
  type JournalBatch,
  type RefusingRule,
  type VisitorEvent,
} from './event.ts';
export { widgetTotalsSchema, type WidgetTotals } from './totals.ts';
