import type { ClientBase } from 'pg';
import { z } from 'zod';
import { compareRelease } from './release.ts';

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

const earlier: Finding = {
  check: 'function',
  subject: 'widget_private.verify()',
  result: 'is of an earlier release, and knows only what that one left',
  mend: 'Run pnpm db:migrate.',
};
const later: Finding = {
  check: 'function',
  subject: 'widget_private.verify()',
  result: 'is of a later release than this one',
  mend: 'Nothing is wrong with that. Run the programs of that release.',
};

/** As verify() below, and whether it knows all that the migrations of this release leave. */
export async function verifyRelease(client: Pick<ClientBase, 'query'>): Promise<readonly Finding[]> {
  const release = await compareRelease(client);
  const findings = await verify(client);
  if (release === 'earlier') return [earlier, ...findings];
  if (release === 'later') return [later, ...findings];
  return findings;
}

/** Compares the database with what its own migrations left: counts first, then every object, wrong ones ahead. */
export async function verify(client: Pick<ClientBase, 'query'>): Promise<readonly Finding[]> {
  const found = await client.query(`select to_regprocedure('widget_private.verify()') is not null as present`);
  if (!presentSchema.parse(found.rows)[0].present) return [missing];
  const { rows } = await client.query(
    `select kind as check, coalesce(subject, '') as subject, result, mend from widget_private.verify()`,
  );
  return z.array(findingSchema).parse(rows);
}
