import { testRunSchema, type TestRun } from '@blunari/schema/api';
import { ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import type { Tx } from '../../client.ts';

/**
 * Makes two restaurants for a test: one of the caller's, one of nobody's.
 * Throws what the database raises: forbidden; outside_rules for a sixth test at a time; invalid_input where the product's
 * table of tenants takes no such row.
 */
export async function beginTestRun(tx: Tx): Promise<Result<TestRun>> {
  const rows = await tx.$queryRaw`select widget_private.begin_test_run() as run`;
  return ok(z.tuple([z.object({ run: testRunSchema })]).parse(rows)[0].run);
}
