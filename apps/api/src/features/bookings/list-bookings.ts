import { bookingsInputSchema } from '@blunari/schema/api';
import { bookingRowSchema } from '@blunari/schema/booking';
import { addDays } from '@blunari/schema/calendar';
import { ok } from '@blunari/schema/result';
import { z } from 'zod';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { readPlace } from '../../shared/tenant/read-place.ts';
import { startOfLocalDayMs } from '../../shared/tenant/restaurant-clock.ts';
import { toBookingRow } from './to-booking-row.ts';

/** Bookings of some local days of the restaurant, earliest first. */
export const listBookings = procedure
  .input(bookingsInputSchema)
  .output(z.array(bookingRowSchema))
  .query(({ ctx, input: { tenantId, from, days } }) =>
    asCaller(ctx, async (tx) => {
      const place = await readPlace(tx, tenantId);
      if (!place.ok) return place;
      const { timeZone } = place.value;
      const stored = await tx.widgetBooking.findMany({
        where: {
          tenantId,
          startsAt: {
            gte: new Date(startOfLocalDayMs(from, timeZone)),
            lt: new Date(startOfLocalDayMs(addDays(from, days), timeZone)),
          },
        },
        orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
      });
      return ok(stored.map(toBookingRow));
    }),
  );
