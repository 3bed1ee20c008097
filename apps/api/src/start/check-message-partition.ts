import type { Database } from '@blunari/db';
import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import type { NotReady } from '../observability/health-routes.ts';

const rowsSchema = z.tuple([z.object({ exists: z.boolean() })]);

/** Without a partition for tomorrow, tomorrow's messages are lost without an error: better known today. */
export async function checkMessagePartition(db: Database, today: Temporal.PlainDate): Promise<Result<void, NotReady>> {
  const tomorrow = today.add({ days: 1 }).toString().replaceAll('-', '_');
  const name = `realtime.messages_${tomorrow}`;
  const rows = await db.as(
    { role: 'anon', claims: { role: 'anon' } },
    (tx) => tx.$queryRaw`select to_regclass(${name}::text) is not null as "exists"`,
  );
  if (rowsSchema.parse(rows)[0].exists) return ok(undefined);
  return err({
    code: 'message_partition_missing',
    message: `The table ${name} is missing: from tomorrow on, realtime messages would be lost. The log says why it could not be made.`,
  });
}
