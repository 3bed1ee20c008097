import { ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import type { Tx } from '../../client.ts';

/** Says that the caller's test goes on; false where it is over, swept away or somebody else's. */
export async function keepTestRun(tx: Tx, tenantId: string): Promise<Result<boolean>> {
  const rows = await tx.$queryRaw`select widget_private.keep_test_run(tenant => ${tenantId}::uuid) as "isKept"`;
  return ok(z.tuple([z.object({ isKept: z.boolean() })]).parse(rows)[0].isKept);
}
