import { watchInsights } from '@blunari/db';
import { tenantInputSchema } from '@blunari/schema/api';
import { widgetTotalsSchema } from '@blunari/schema/insights';
import { ok } from '@blunari/schema/result';
import { z } from 'zod';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { createRestaurantClock } from '../../shared/tenant/restaurant-clock.ts';
import { readPlace } from '../../shared/tenant/read-place.ts';
import { readTotals } from '../../shared/insights/read-totals.ts';

/**
 * Totals of each widget on the restaurant's present day; zeros where nothing happened yet. Who asks is told
 * `insights.tick` for the next 90 seconds, and goes on being told by asking again.
 */
export const getTodaysTotals = procedure
  .input(tenantInputSchema)
  .output(z.array(widgetTotalsSchema))
  .query(({ ctx, input: { tenantId } }) =>
    asCaller(ctx, async (tx) => {
      const place = await readPlace(tx, tenantId);
      if (!place.ok) return place;
      // Before the totals are read: what comes after them is told.
      await watchInsights(tx, tenantId);
      const { localDate } = createRestaurantClock(place.value.timeZone).localOf(ctx.now());
      return ok([...(await readTotals(tx, tenantId, localDate))]);
    }),
  );
