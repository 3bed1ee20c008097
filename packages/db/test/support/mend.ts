import { expect } from 'vitest';
import { z } from 'zod';
import { withClient } from '../../src/server/with-client.ts';
import { query } from './query.ts';
import { MIGRATION, paste, readScript, VERIFY } from './script.ts';

const resultsSchema = z.array(z.object({ rows: z.array(z.unknown()) }));
const findingsSchema = z.array(
  z.object({ check: z.string(), subject: z.string().nullable(), result: z.string(), mend: z.string() }),
);

type Findings = z.infer<typeof findingsSchema>;

/** Every check, as the file shows them: also where nothing of ours is left to ask. */
export async function readChecks(url: string): Promise<Findings> {
  const script = await readScript(VERIFY);
  const results = resultsSchema.parse(await withClient<unknown>(url, (client) => client.query(script)));
  return findingsSchema.parse(results.at(-1)?.rows);
}

/** The checks that fail. */
export async function wrongOf(url: string): Promise<Findings> {
  return (await readChecks(url)).filter(({ result }) => result !== 'ok');
}

/**
 * Runs the statement of each wrong row, one at a time, and holds it to its promise: that row is right afterwards.
 * `found` are the rows, where they have just been read.
 */
export async function mendAll(url: string, found?: Findings): Promise<void> {
  let [wrong] = found ?? (await wrongOf(url));
  while (wrong) {
    const { check, subject, mend } = wrong;
    if (mend === 'Run supabase/widget-management-migration.sql again.') await paste(url, MIGRATION);
    else await query(url, mend);
    const left = await wrongOf(url);
    const after = left.filter((row) => row.check === check && row.subject === subject);
    expect({ mend, after }).toEqual({ mend, after: [] });
    [wrong] = left;
  }
}
