import { tenantInputSchema } from '@blunari/schema/api';
import { placeSchema } from '@blunari/schema/config';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { readPlace } from '../../shared/tenant/read-place.ts';

/** The restaurant itself: name, address, time zone, currency, languages. */
export const getSettings = procedure
  .input(tenantInputSchema)
  .output(placeSchema)
  .query(({ ctx, input }) => asCaller(ctx, (tx) => readPlace(tx, input.tenantId)));
