import type { Tx } from '@blunari/db';
import { requestInputSchema } from '@blunari/schema/api';
import { requestDetailsSchema, type RequestDetails } from '@blunari/schema/catering';
import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { toRequestRow } from './to-request-row.ts';

/** One request with what the guest typed and its estimate. Another tenant's answers as one that is not there. */
export const getRequest = procedure
  .input(requestInputSchema)
  .output(requestDetailsSchema)
  .query(({ ctx, input }) =>
    asCaller(ctx, async (tx) => {
      const stored = await tx.widgetCateringRequest.findUnique({ where: { id: input.requestId } });
      return stored
        ? ok(toDetails(stored))
        : err(appError('not_found', 'There is no such request, or it is not yours.'));
    }),
  );

type StoredRequest = Awaited<ReturnType<Tx['widgetCateringRequest']['findUniqueOrThrow']>>;

function toDetails(stored: StoredRequest): RequestDetails {
  const { contactEmail, contactPhone, notes, locale, source, packageId, quantity } = stored;
  return requestDetailsSchema.parse({
    ...toRequestRow(stored),
    contactEmail,
    contactPhone,
    notes,
    locale,
    source,
    packageId,
    quantity,
    // Below 2 * 10^12 by checks of the table, so exact as numbers.
    subtotalMinor: Number(stored.subtotalMinor),
    serviceMinor: Number(stored.serviceMinor),
    netMinor: Number(stored.netMinor),
    taxMinor: Number(stored.taxMinor),
  });
}
