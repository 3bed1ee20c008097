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
  return lastResult(url, await readScript(VERIFY));
}

/** The checks that fail. Of the file all but the three counts in front, for which it asks every check once more. */
export async function wrongOf(url: string): Promise<Findings> {
  const [before = '', after] = (await readScript(VERIFY)).split(/^select\n  max\(subject\)[^;]*;$/m);
  if (after === undefined) throw new Error('The file of checks has no counts.');
  return (await lastResult(url, before + after)).filter(({ result }) => result !== 'ok');
}

async function lastResult(url: string, script: string): Promise<Findings> {
  const results = resultsSchema.parse(await withClient<unknown>(url, (client) => client.query(script)));
  return findingsSchema.parse(results.at(-1)?.rows);
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
