export {
  insightTypes,
  journalBatchSchema,
  journalLimits,
  visitorEventSchema,
  type InsightType,
  type JournalBatch,
  type VisitorEvent,
} from './event.ts';
export { widgetTotalsSchema, type WidgetTotals } from './totals.ts';
