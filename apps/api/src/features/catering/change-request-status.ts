import { changeRequestStatus } from '@blunari/db';
import { changeRequestStatusSchema } from '@blunari/schema/api';
import { requestRowSchema } from '@blunari/schema/catering';
import { ok } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** Quotes, accepts, declines, completes, and takes back a mistake; dashboards hear of it as of every change. */
export const changeRequestStatusProcedure = procedure
  .input(changeRequestStatusSchema)
  .output(requestRowSchema)
  .mutation(({ ctx, input }) => asCaller(ctx, async (tx) => ok(await changeRequestStatus(tx, input))));
