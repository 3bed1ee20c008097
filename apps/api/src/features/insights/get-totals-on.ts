import { dayInputSchema } from '@blunari/schema/api';
import { widgetTotalsSchema } from '@blunari/schema/insights';
import { ok } from '@blunari/schema/result';
import { z } from 'zod';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { readPlace } from '../../shared/tenant/read-place.ts';
import { readTotals } from '../../shared/insights/read-totals.ts';

/** Totals of each widget on any day of the restaurant's calendar, to compare with. */
export const getTotalsOn = procedure
  .input(dayInputSchema)
  .output(z.array(widgetTotalsSchema))
  .query(({ ctx, input: { tenantId, localDate } }) =>
    asCaller(ctx, async (tx) => {
      const place = await readPlace(tx, tenantId);
      if (!place.ok) return place;
      return ok([...(await readTotals(tx, tenantId, localDate))]);
    }),
  );
