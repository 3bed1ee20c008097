import { widgetRowSchema, type WidgetRow } from '@blunari/schema/api';

/** A widget as its table has it. */
export interface WidgetColumns {
  readonly id: string;
  readonly tenantId: string;
  readonly widgetType: string;
  readonly publicKey: string;
  readonly version: number;
  readonly isActive: boolean;
  readonly config: unknown;
  readonly publishMode: string;
  readonly draft: unknown;
  readonly draftBaseVersion: number | null;
  readonly draftVersion: number;
  readonly updatedAt: Date;
}

/** The widget as staff see it. */
export function toWidgetRow(stored: WidgetColumns): WidgetRow {
  return widgetRowSchema.parse({
    id: stored.id,
    tenantId: stored.tenantId,
    type: stored.widgetType,
    publicKey: stored.publicKey,
    version: stored.version,
    isActive: stored.isActive,
    config: stored.config,
    publishMode: stored.publishMode,
    draft: stored.draft === null ? null : { config: stored.draft, baseVersion: stored.draftBaseVersion },
    draftVersion: stored.draftVersion,
    updatedAt: stored.updatedAt.toISOString(),
  });
}
