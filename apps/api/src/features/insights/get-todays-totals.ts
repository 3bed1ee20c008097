import type { Tx } from '@blunari/db';
import { tenantInputSchema } from '@blunari/schema/api';
import { widgetTotalsSchema, type WidgetTotals } from '@blunari/schema/insights';
import { ok } from '@blunari/schema/result';
import { z } from 'zod';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { createRestaurantClock } from '../bookings/restaurant-clock.ts';
import { readPlace } from '../settings/read-place.ts';
import { lastViewOf } from './last-view-of.ts';

/** Totals of each widget on the restaurant's present day; zeros where nothing happened yet. */
export const getTodaysTotals = procedure
  .input(tenantInputSchema)
  .output(z.array(widgetTotalsSchema))
  .query(({ ctx, input: { tenantId } }) =>
    asCaller(ctx, async (tx) => {
      const place = await readPlace(tx, tenantId);
      if (!place.ok) return place;
      const { localDate } = createRestaurantClock(place.value.timeZone).localOf(ctx.now());
      const widgets = await tx.widgetConfiguration.findMany({
        where: { tenantId },
        select: { id: true },
        orderBy: { widgetType: 'asc' },
      });
      const totals: WidgetTotals[] = [];
      // A transaction is one connection: its queries go one after the other.
      for (const { id } of widgets) totals.push(await readTotals(tx, tenantId, id, localDate));
      return ok(totals);
    }),
  );

async function readTotals(tx: Tx, tenantId: string, widgetId: string, localDate: string): Promise<WidgetTotals> {
  const day = new Date(`${localDate}T00:00:00Z`);
  const counts = await tx.widgetAnalyticsDay.findFirst({
    where: { tenantId, widgetId, localDate: day, dimension: 'total' },
  });
  const lastViewAt = await lastViewOf(tx, tenantId, widgetId);
  return {
    id: widgetId,
    version: Number(counts?.version ?? 0),
    localDate,
    views: counts?.views ?? 0,
    interactions: counts?.interactions ?? 0,
    conversions: counts?.conversions ?? 0,
    ...(lastViewAt ? { lastViewAt: lastViewAt.toISOString() } : {}),
  };
}
