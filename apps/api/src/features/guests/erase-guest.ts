import { eraseGuest } from '@blunari/db';
import { erasedGuestSchema, guestInputSchema } from '@blunari/schema/api';
import { ok } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { guestOf } from './guest-of.ts';

/** Forgets a guest for good; the database lets admins and owners do it. Bookings stay with their covers, as do all totals. */
export const eraseGuestProcedure = procedure
  .input(guestInputSchema)
  .output(erasedGuestSchema)
  .mutation(({ ctx, input }) =>
    asCaller(ctx, async (tx) => {
      const guest = await guestOf(tx, input);
      return guest.ok ? ok(await eraseGuest(tx, guest.value)) : guest;
    }),
  );
