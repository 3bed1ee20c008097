import { toWidgetRow } from '@blunari/db';
import { tenantInputSchema, widgetRowSchema } from '@blunari/schema/api';
import { ok } from '@blunari/schema/result';
import { z } from 'zod';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { readPlace } from '../../shared/tenant/read-place.ts';

/** The tenant's two widgets, booking first. */
export const listWidgets = procedure
  .input(tenantInputSchema)
  .output(z.array(widgetRowSchema))
  .query(({ ctx, input: { tenantId } }) =>
    asCaller(ctx, async (tx) => {
      const place = await readPlace(tx, tenantId);
      if (!place.ok) return place;
      const stored = await tx.widgetConfiguration.findMany({ where: { tenantId }, orderBy: { widgetType: 'asc' } });
      return ok(stored.map(toWidgetRow));
    }),
  );
