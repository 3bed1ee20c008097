import { ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../../client.ts';

/** Removes the restaurants of one test of the caller's with all that came of them; does nothing where it is over. */
export async function endTestRun(tx: Tx, tenantId: string): Promise<Result<null>> {
  await tx.$executeRaw`select widget_private.end_test_run(tenant => ${tenantId}::uuid)`;
  return ok(null);
}
