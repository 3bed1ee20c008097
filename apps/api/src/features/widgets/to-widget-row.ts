import type { Tx } from '@blunari/db';
import { widgetRowSchema, type WidgetRow } from '@blunari/schema/api';

type StoredWidget = Awaited<ReturnType<Tx['widgetConfiguration']['findUniqueOrThrow']>>;

export function toWidgetRow(stored: StoredWidget): WidgetRow {
  return widgetRowSchema.parse({
    id: stored.id,
    tenantId: stored.tenantId,
    type: stored.widgetType,
    publicKey: stored.publicKey,
    version: stored.version,
    isActive: stored.isActive,
    config: stored.config,
    updatedAt: stored.updatedAt.toISOString(),
  });
}
