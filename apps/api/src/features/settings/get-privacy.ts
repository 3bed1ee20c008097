import { privacySchema, tenantInputSchema } from '@blunari/schema/api';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { readPrivacy } from './read-privacy.ts';

/** When the restaurant's widgets may count visits, and how long single ones are kept. */
export const getPrivacy = procedure
  .input(tenantInputSchema)
  .output(privacySchema)
  .query(({ ctx, input }) => asCaller(ctx, (tx) => readPrivacy(tx, input.tenantId)));
