import { createApiToken, listApiTokens, revokeApiToken } from '@blunari/db';
import {
  apiTokenInputSchema,
  apiTokenSchema,
  createApiTokenSchema,
  madeApiTokenSchema,
  tenantInputSchema,
} from '@blunari/schema/api';
import { z } from 'zod';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure, router } from '../../trpc/init.ts';

/** Tokens by which a restaurant's programs read its insights; for its admins. */
export const apiTokensRouter = router({
  list: procedure
    .input(tenantInputSchema)
    .output(z.array(apiTokenSchema))
    .query(({ ctx, input }) => asCaller(ctx, (tx) => listApiTokens(tx, input.tenantId))),
  /** Answers the token, once. */
  create: procedure
    .input(createApiTokenSchema)
    .output(madeApiTokenSchema)
    .mutation(({ ctx, input }) => asCaller(ctx, (tx) => createApiToken(tx, input))),
  revoke: procedure
    .input(apiTokenInputSchema)
    .output(z.null())
    .mutation(({ ctx, input }) => asCaller(ctx, (tx) => revokeApiToken(tx, input.tokenId))),
});
