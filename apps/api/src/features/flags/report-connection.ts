import { reportConnection } from '@blunari/db';
import { connectionReceiptSchema } from '@blunari/schema/api';
import { connectionReportSchema } from '@blunari/schema/rollout';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** How a screen's line did since its last report; a restaurant has 60 a minute. */
export const reportConnectionProcedure = procedure
  .input(connectionReportSchema)
  .output(connectionReceiptSchema)
  .mutation(({ ctx, input }) => asCaller(ctx, (tx) => reportConnection(tx, input)));
