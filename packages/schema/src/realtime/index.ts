export { tenantTopic, widgetTopic } from './topics.ts';
export {
  tenantEvents,
  widgetEvents,
  type TenantEventName,
  type TenantEventPayload,
  type WidgetEventName,
  type WidgetEventPayload,
} from './payloads.ts';
