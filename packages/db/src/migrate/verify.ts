import type { ClientBase } from 'pg';
import { z } from 'zod';

const findingSchema = z.object({ check: z.string(), subject: z.string(), result: z.string(), mend: z.string() });

/** One check of the database: `ok`, or what is wrong and the statement that mends it. */
export type Finding = z.infer<typeof findingSchema>;

const missing: Finding = {
  check: 'function',
  subject: 'widget_private.verify()',
  result: 'is missing',
  mend: 'Run pnpm db:migrate.',
};
const presentSchema = z.tuple([z.object({ present: z.boolean() })]);

/** Compares the database with what the migrations leave: counts first, then every object, wrong ones ahead. */
export async function verify(client: Pick<ClientBase, 'query'>): Promise<readonly Finding[]> {
  const found = await client.query(`select to_regprocedure('widget_private.verify()') is not null as present`);
  if (!presentSchema.parse(found.rows)[0].present) return [missing];
  const { rows } = await client.query(
    `select kind as check, coalesce(subject, '') as subject, result, mend from widget_private.verify()`,
  );
  return z.array(findingSchema).parse(rows);
}
