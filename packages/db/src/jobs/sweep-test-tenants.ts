import { z } from 'zod';
import { withClient } from '../server/with-client.ts';

const rowsSchema = z.tuple([z.object({ count: z.int() })]);

/**
 * Removes restaurants of tests that nobody has used for ten minutes, as after a crash. Answers how many. `onKept` is told, in a
 * sentence, of each that the product keeps.
 */
export async function sweepTestTenants(
  ownerUrl: string,
  onKept: (sentence: string) => void = () => undefined,
): Promise<number> {
  return withClient(ownerUrl, async (client) => {
    client.on('notice', ({ severity, message }) => {
      if (severity === 'WARNING' && message !== undefined) onKept(message);
    });
    const { rows } = await client.query('select widget_private.sweep_test_tenants() as count');
    return rowsSchema.parse(rows)[0].count;
  });
}
