import { changedSinceSchema } from '@blunari/schema/api';
import { bookingRowSchema } from '@blunari/schema/booking';
import { ok } from '@blunari/schema/result';
import { z } from 'zod';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { readPlace } from '../settings/read-place.ts';
import { toBookingRow } from './to-booking-row.ts';

/** A dashboard that slept for longer than this many changes reloads its lists anyway. */
const maxRows = 1000;

/** What a dashboard missed while its line was down, oldest change first. */
export const listBookingsChangedSince = procedure
  .input(changedSinceSchema)
  .output(z.array(bookingRowSchema))
  .query(({ ctx, input: { tenantId, since } }) =>
    asCaller(ctx, async (tx) => {
      const place = await readPlace(tx, tenantId);
      if (!place.ok) return place;
      const stored = await tx.widgetBooking.findMany({
        where: { tenantId, ...(since === undefined ? {} : { updatedAt: { gte: new Date(since) } }) },
        // The newest changes win where there are too many; they are what is on screen.
        orderBy: { updatedAt: 'desc' },
        take: maxRows,
      });
      return ok(stored.toReversed().map(toBookingRow));
    }),
  );
