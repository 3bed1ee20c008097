import { testRunInputSchema } from '@blunari/schema/api';
import { z } from 'zod';
import { findVisitorWidget } from '../../public-http/find-visitor-widget.ts';
import { testProcedure } from '../../shared/test-page/test-page-procedures.ts';
import { unwrap } from '../../trpc/unwrap.ts';
import { findTestWidget } from './find-test-widget.ts';

/** Reads a widget's settings as the page of a widget does; answers their version. */
export const readConfig = testProcedure
  .input(testRunInputSchema)
  .output(z.object({ version: z.number().int() }))
  .query(async ({ ctx, input }) => {
    const key = await findTestWidget(ctx, input.tenantId);
    const { version } = unwrap(await findVisitorWidget(ctx.db, key));
    return { version };
  });
