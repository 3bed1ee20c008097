import { changeBookingStatus } from '@blunari/db';
import { changeBookingStatusSchema } from '@blunari/schema/api';
import { bookingRowSchema } from '@blunari/schema/booking';
import { ok } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** Seats, completes, cancels, declines, reinstates; covers go back or are taken again in the same moment. */
export const changeBookingStatusProcedure = procedure
  .input(changeBookingStatusSchema)
  .output(bookingRowSchema)
  .mutation(({ ctx, input }) => asCaller(ctx, async (tx) => ok(await changeBookingStatus(tx, input))));
