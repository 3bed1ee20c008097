import type { InsightScope, Tx } from '@blunari/db';
import { widgetTypeSchema, type WidgetType } from '@blunari/schema/config';
import type { DayClock } from '@blunari/schema/insights';
import { ok, type Result } from '@blunari/schema/result';
import { createDayClock } from '../../shared/insights/day-clock.ts';
import { readPlace } from '../../shared/tenant/read-place.ts';

/** What every question needs: the restaurant's clock and the widgets that are asked about, in a fixed order. */
export interface InsightDesk {
  readonly clock: DayClock;
  readonly scope: InsightScope;
  readonly widgets: readonly { readonly id: string; readonly type: WidgetType }[];
}

/** Opens it for a caller who works there; else not_found. */
export async function openDesk(
  tx: Tx,
  { tenantId, widget }: { readonly tenantId: string; readonly widget?: WidgetType | undefined },
): Promise<Result<InsightDesk>> {
  const place = await readPlace(tx, tenantId);
  if (!place.ok) return place;
  const stored = await tx.widgetConfiguration.findMany({
    where: { tenantId, ...(widget === undefined ? {} : { widgetType: widget }) },
    select: { id: true, widgetType: true },
    orderBy: { widgetType: 'asc' },
  });
  const widgets = stored.map(({ id, widgetType }) => ({ id, type: widgetTypeSchema.parse(widgetType) }));
  const scope = { tenantId, widgetIds: widgets.map(({ id }) => id) };
  return ok({ clock: createDayClock(place.value.timeZone), scope, widgets });
}
