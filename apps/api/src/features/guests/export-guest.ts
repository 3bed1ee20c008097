import { exportGuest } from '@blunari/db';
import { guestExportSchema, guestInputSchema } from '@blunari/schema/api';
import { ok } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { guestOf } from './guest-of.ts';

/**
 * Everything held about a guest; the database lets editors and above have it. A mutation, so that the guest's address
 * travels in the body and stands in no log of requests.
 */
export const exportGuestProcedure = procedure
  .input(guestInputSchema)
  .output(guestExportSchema)
  .mutation(({ ctx, input }) =>
    asCaller(ctx, async (tx) => {
      const guest = await guestOf(tx, input);
      return guest.ok ? ok(await exportGuest(tx, guest.value)) : guest;
    }),
  );
