import type { Database, InsightScope, Tx } from '@blunari/db';
import { widgetTypeSchema, type WidgetType } from '@blunari/schema/config';
import type { DayClock } from '@blunari/schema/insights';
import { ok, type Result } from '@blunari/schema/result';
import { createDayClock } from '../../shared/insights/day-clock.ts';
import { readPlace } from '../../shared/tenant/read-place.ts';
import { asCaller } from '../../trpc/as-caller.ts';
import type { Caller } from '../../trpc/context.ts';

/** What every question needs: the restaurant's clock and the widgets that are asked about, in a fixed order. */
export interface InsightDesk {
  readonly timeZone: string;
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
  return ok(deskOf(tenantId, place.value.timeZone, widgets));
}

/** The desk of a restaurant whose zone and widgets are known. */
export function deskOf(tenantId: string, timeZone: string, widgets: InsightDesk['widgets']): InsightDesk {
  const scope = { tenantId, widgetIds: widgets.map(({ id }) => id) };
  return { timeZone, clock: createDayClock(timeZone), scope, widgets };
}

/** Answers a question of a signed-in person who works there. */
export function answerAtDesk<Question extends Parameters<typeof openDesk>[1], Answer>(
  as: { readonly db: Database; readonly caller: Caller },
  question: Question,
  answer: (tx: Tx, desk: InsightDesk, question: Question) => Promise<Answer>,
): Promise<Answer> {
  return asCaller(as, async (tx) => {
    const desk = await openDesk(tx, question);
    return desk.ok ? ok(await answer(tx, desk.value, question)) : desk;
  });
}
