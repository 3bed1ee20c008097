import { moveBooking, type Tx } from '@blunari/db';
import { moveBookingSchema, type MoveBooking } from '@blunari/schema/api';
import { bookingRowSchema } from '@blunari/schema/booking';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { readPlace } from '../../shared/tenant/read-place.ts';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { instantAt } from './instant-at.ts';

/** Another time, party or area for a booking, all or nothing. */
export const moveBookingProcedure = procedure
  .input(moveBookingSchema)
  .output(bookingRowSchema)
  .mutation(({ ctx, input }) =>
    asCaller(ctx, async (tx) => {
      const { startsAt: wanted, ...move } = input;
      if (!wanted) return ok(await moveBooking(tx, move));
      const startsAt = await instantFor(tx, move.bookingId, wanted);
      return startsAt.ok ? ok(await moveBooking(tx, { ...move, startsAt: startsAt.value })) : startsAt;
    }),
  );

async function instantFor(
  tx: Tx,
  bookingId: string,
  { localDate, localTime }: NonNullable<MoveBooking['startsAt']>,
): Promise<Result<Date>> {
  const booking = await tx.widgetBooking.findUnique({ where: { id: bookingId }, select: { tenantId: true } });
  if (!booking) return err(appError('not_found', 'There is no such booking, or it is not yours.'));
  const place = await readPlace(tx, booking.tenantId);
  return place.ok ? instantAt(localDate, localTime, place.value.timeZone) : place;
}
