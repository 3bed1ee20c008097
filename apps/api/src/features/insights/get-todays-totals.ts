import { tenantInputSchema } from '@blunari/schema/api';
import { widgetTotalsSchema } from '@blunari/schema/insights';
import { ok } from '@blunari/schema/result';
import { z } from 'zod';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { createRestaurantClock } from '../bookings/restaurant-clock.ts';
import { readPlace } from '../settings/read-place.ts';

/** Totals of each widget on the restaurant's present day; zeros where nothing happened yet. */
export const getTodaysTotals = procedure
  .input(tenantInputSchema)
  .output(z.array(widgetTotalsSchema))
  .query(({ ctx, input: { tenantId } }) =>
    asCaller(ctx, async (tx) => {
      const place = await readPlace(tx, tenantId);
      if (!place.ok) return place;
      const { localDate } = createRestaurantClock(place.value.timeZone).localOf(ctx.now());
      const total = { tenantId, dimension: 'total' };
      const widgets = await tx.widgetConfiguration.findMany({
        where: { tenantId },
        select: { id: true },
        orderBy: { widgetType: 'asc' },
      });
      const today = await tx.widgetAnalyticsDay.findMany({
        where: { ...total, localDate: new Date(`${localDate}T00:00:00Z`) },
      });
      const lastViews = await tx.widgetAnalyticsDay.groupBy({
        by: ['widgetId'],
        where: total,
        _max: { lastViewAt: true },
      });
      return ok(
        widgets.map(({ id }) => {
          const counts = today.find((day) => day.widgetId === id);
          const lastViewAt = lastViews.find((day) => day.widgetId === id)?._max.lastViewAt;
          return {
            id,
            version: Number(counts?.version ?? 0),
            localDate,
            views: counts?.views ?? 0,
            interactions: counts?.interactions ?? 0,
            conversions: counts?.conversions ?? 0,
            ...(lastViewAt ? { lastViewAt: lastViewAt.toISOString() } : {}),
          };
        }),
      );
    }),
  );
