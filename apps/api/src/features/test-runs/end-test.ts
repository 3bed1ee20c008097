import { endTestRun } from '@blunari/db';
import { z } from 'zod';
import { testProcedure } from '../../shared/test-page/test-page-procedures.ts';
import { asCaller } from '../../trpc/as-caller.ts';

/** Removes the restaurants of the caller's test. */
export const endTest = testProcedure.output(z.null()).mutation(({ ctx }) => asCaller(ctx, endTestRun));
