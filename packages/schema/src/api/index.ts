export {
  changedRowsSchema,
  changedSinceSchema,
  historyEntrySchema,
  historyInputSchema,
  previewAvailabilitySchema,
  saveOutcomeSchema,
  saveWidgetSchema,
  setActiveSchema,
  tenantInputSchema,
  widgetInputSchema,
  widgetRowSchema,
  type HistoryEntry,
  type SaveOutcome,
  type SaveWidget,
  type WidgetRow,
} from './widgets.ts';
export {
  bookingInputSchema,
  bookingsInputSchema,
  dayInputSchema,
  meSchema,
  requestInputSchema,
  requestsInputSchema,
  type Me,
} from './lists.ts';
export { frameBootstrapSchema, type FrameBootstrap } from './public.ts';
