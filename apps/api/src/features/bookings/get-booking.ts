import { memberNames } from '@blunari/db';
import { bookingInputSchema } from '@blunari/schema/api';
import { bookingDetailsSchema } from '@blunari/schema/booking';
import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { nameOfMember } from '../../shared/tenant/name-of-member.ts';
import { readChanges } from './read-changes.ts';
import { toBookingRow } from './to-booking-row.ts';

/** One booking with what the guest typed and what happened to it. Another tenant's answers as one that is not there. */
export const getBooking = procedure
  .input(bookingInputSchema)
  .output(bookingDetailsSchema)
  .query(({ ctx, input }) =>
    asCaller(ctx, async (tx) => {
      const stored = await tx.widgetBooking.findUnique({ where: { id: input.bookingId } });
      if (!stored) return err(appError('not_found', 'There is no such booking, or it is not yours.'));
      const entries = await tx.widgetBookingEvent.findMany({
        where: { bookingId: stored.id },
        orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
        take: maxEntries,
      });
      const names = await memberNames(tx, stored.tenantId);
      const { guestEmail, guestPhone, notes, locale } = stored;
      const history = entries.map(({ id, kind, changes, changedBy, changedAt }) => ({
        id,
        kind: kind === 'created' ? ('created' as const) : ('changed' as const),
        changes: readChanges(changes),
        changedByName: nameOfMember(changedBy, names),
        changedAt: changedAt.toISOString(),
      }));
      return ok({ ...toBookingRow(stored), guestEmail, guestPhone, notes, locale, history });
    }),
  );

/** More than anybody reads; a booking that a tool changes over and over stays answerable. */
const maxEntries = 100;
