import { endTestRun } from '@blunari/db';
import { testRunInputSchema } from '@blunari/schema/api';
import { z } from 'zod';
import { testProcedure } from '../../shared/test-page/test-page-procedures.ts';
import { asCaller } from '../../trpc/as-caller.ts';

/** Removes the restaurants of one test of the caller's. */
export const endTest = testProcedure
  .input(testRunInputSchema)
  .output(z.null())
  .mutation(({ ctx, input }) => asCaller(ctx, (tx) => endTestRun(tx, input.tenantId)));
