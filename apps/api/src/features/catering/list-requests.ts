import { requestsInputSchema } from '@blunari/schema/api';
import { requestRowSchema } from '@blunari/schema/catering';
import { ok } from '@blunari/schema/result';
import { z } from 'zod';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { readPlace } from '../../shared/tenant/read-place.ts';
import { toRequestRow } from './to-request-row.ts';

/** Catering requests, newest first, in pages: `before` is the `createdAt` of the last one seen. */
export const listRequests = procedure
  .input(requestsInputSchema)
  .output(z.array(requestRowSchema))
  .query(({ ctx, input: { tenantId, limit, before } }) =>
    asCaller(ctx, async (tx) => {
      const place = await readPlace(tx, tenantId);
      if (!place.ok) return place;
      const stored = await tx.widgetCateringRequest.findMany({
        where: { tenantId, ...(before === undefined ? {} : { createdAt: { lt: new Date(before) } }) },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit,
      });
      return ok(stored.map(toRequestRow));
    }),
  );
