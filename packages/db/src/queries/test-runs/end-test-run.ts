import { ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../../client.ts';

/** Removes the restaurants of the caller's test with all that came of them; does nothing where there are none. */
export async function endTestRun(tx: Tx): Promise<Result<null>> {
  await tx.$executeRaw`select widget_private.end_test_run()`;
  return ok(null);
}
