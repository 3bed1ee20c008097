import { changedRowsSchema, changedSinceSchema } from '@blunari/schema/api';
import { requestRowSchema } from '@blunari/schema/catering';
import { ok } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { readPlace } from '../../shared/tenant/read-place.ts';
import { toRequestRow } from './to-request-row.ts';

/** A dashboard that missed more changes than this is told so, and asks for its lists anew. */
const maxRows = 1000;

/** What a dashboard missed while its line was down, oldest change first. */
export const listRequestsChangedSince = procedure
  .input(changedSinceSchema)
  .output(changedRowsSchema(requestRowSchema))
  .query(({ ctx, input: { tenantId, since } }) =>
    asCaller(ctx, async (tx) => {
      const place = await readPlace(tx, tenantId);
      if (!place.ok) return place;
      const stored = await tx.widgetCateringRequest.findMany({
        where: { tenantId, ...(since === undefined ? {} : { updatedAt: { gte: new Date(since) } }) },
        // The newest changes win where there are too many; they are what is on screen.
        orderBy: { updatedAt: 'desc' },
        take: maxRows + 1,
      });
      return ok({
        rows: stored.slice(0, maxRows).toReversed().map(toRequestRow),
        isComplete: stored.length <= maxRows,
      });
    }),
  );
