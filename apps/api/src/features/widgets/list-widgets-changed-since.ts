import { toWidgetRow } from '@blunari/db';
import { changedSinceSchema, widgetRowSchema } from '@blunari/schema/api';
import { ok } from '@blunari/schema/result';
import { z } from 'zod';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { readPlace } from '../../shared/tenant/read-place.ts';

/** What a dashboard missed while its line was down. */
export const listWidgetsChangedSince = procedure
  .input(changedSinceSchema)
  .output(z.array(widgetRowSchema))
  .query(({ ctx, input: { tenantId, since } }) =>
    asCaller(ctx, async (tx) => {
      const place = await readPlace(tx, tenantId);
      if (!place.ok) return place;
      const stored = await tx.widgetConfiguration.findMany({
        where: { tenantId, ...(since === undefined ? {} : { updatedAt: { gte: new Date(since) } }) },
        orderBy: { updatedAt: 'asc' },
      });
      return ok(stored.map(toWidgetRow));
    }),
  );
