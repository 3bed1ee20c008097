import { keepTestRun } from '@blunari/db';
import { testRunInputSchema } from '@blunari/schema/api';
import { z } from 'zod';
import { testProcedure } from '../../shared/test-page/test-page-procedures.ts';
import { asCaller } from '../../trpc/as-caller.ts';

/** Says that a test goes on; false where it is over. */
export const keepTest = testProcedure
  .input(testRunInputSchema)
  .output(z.boolean())
  .mutation(({ ctx, input }) => asCaller(ctx, (tx) => keepTestRun(tx, input.tenantId)));
