import { z } from 'zod';
import { withClient } from '../server/with-client.ts';

const rowsSchema = z.tuple([z.object({ count: z.int() })]);

/** Removes restaurants of tests that nobody has used for ten minutes, as after a crash. Answers how many. */
export async function sweepTestTenants(ownerUrl: string): Promise<number> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query('select widget_private.sweep_test_tenants() as count');
    return rowsSchema.parse(rows)[0].count;
  });
}
