import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Commit } from './change.ts';

/** A commit is visible to others a moment after it is in the log; with a standby to wait for, that can be longer. */
const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 100;

const rowsSchema = z.tuple([z.object({ visible: z.boolean() })]);

/**
 * The log tells of a transaction before the others see what it did: who asks about its rows, or about a table it changed,
 * at once, would be answered as if it had not happened. Resolves when new statements see all of these.
 */
export async function waitUntilVisible(pool: Pool, commits: readonly Commit[]): Promise<void> {
  const ids = [...new Set(commits.map(({ transactionId }) => transactionId))];
  for (let pauseMs = FIRST_PAUSE_MS; !(await areVisible(pool, ids)); pauseMs *= 2) {
    await delay(Math.min(pauseMs, LONGEST_PAUSE_MS));
  }
}

async function areVisible(pool: Pool, transactionIds: readonly number[]): Promise<boolean> {
  // The log has the lower 32 bits of an id; the whole one is the nearest to the id that comes next.
  const { rows } = await pool.query(
    `select bool_and(pg_visible_in_snapshot((next + ((id - next + 2147483648) & 4294967295) - 2147483648)::text::xid8, snapshot)) as visible
     from (select pg_current_snapshot() as snapshot, pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next) as now,
       unnest($1::bigint[]) as id`,
    [transactionIds],
  );
  return rowsSchema.parse(rows)[0].visible;
}
