import { overbookedSlots } from '@blunari/db';
import { bookingsInputSchema } from '@blunari/schema/api';
import { overbookedSlotSchema } from '@blunari/schema/booking';
import { addDays } from '@blunari/schema/calendar';
import { ok } from '@blunari/schema/result';
import { z } from 'zod';
import { readPlace } from '../../shared/tenant/read-place.ts';
import { startOfLocalDayMs } from '../../shared/tenant/restaurant-clock.ts';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** What is too many on some local days of the restaurant, after its seats were lowered. */
export const listOverbookedSlots = procedure
  .input(bookingsInputSchema)
  .output(z.array(overbookedSlotSchema).readonly())
  .query(({ ctx, input: { tenantId, from, days } }) =>
    asCaller(ctx, async (tx) => {
      const place = await readPlace(tx, tenantId);
      if (!place.ok) return place;
      const { timeZone } = place.value;
      const window = {
        from: new Date(startOfLocalDayMs(from, timeZone)),
        to: new Date(startOfLocalDayMs(addDays(from, days), timeZone)),
      };
      return ok(await overbookedSlots(tx, { tenantId, ...window }));
    }),
  );
