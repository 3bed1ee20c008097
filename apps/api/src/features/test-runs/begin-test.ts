import { beginTestRun } from '@blunari/db';
import { testRunSchema } from '@blunari/schema/api';
import { testProcedure } from '../../shared/test-page/test-page-procedures.ts';
import { asCaller } from '../../trpc/as-caller.ts';

/** For admins: makes the restaurants that a test of the installation works in. */
export const beginTest = testProcedure.output(testRunSchema).mutation(({ ctx }) => asCaller(ctx, beginTestRun));
