import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { z } from 'zod';

const XID_BITS = 32;
const XID_COUNT = 2n ** 32n;
const LONGEST_PAUSE_MS = 50;

const rowsSchema = z.tuple([z.object({ snapshot: z.string() })]);

/**
 * Resolves once new snapshots hold these transactions (the lower 32 bits of their numbers). A commit is written to the log,
 * and may be read there, before the database shows it to others; on a busy machine that moment is long enough to ask for a
 * row that nobody sees yet. Rejects when the database cannot be asked.
 */
export async function awaitVisible(pool: Pool, xids: ReadonlySet<number>): Promise<void> {
  let waiting = [...xids];
  for (let pauseMs = 1; waiting.length > 0; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const { rows } = await pool.query('select pg_catalog.pg_current_snapshot()::text as snapshot');
    const [{ snapshot }] = rowsSchema.parse(rows);
    waiting = waiting.filter((xid) => !isVisible(xid, snapshot));
    if (waiting.length > 0) await delay(pauseMs);
  }
}

/**
 * Whether a transaction was over when the snapshot was taken.
 * @param xid the lower 32 bits of its number
 * @param snapshot as Postgres writes it: `xmin:xmax:` and the numbers that were at work in between
 */
export function isVisible(xid: number, snapshot: string): boolean {
  const [xmin = '', xmax = '', atWork = ''] = snapshot.split(':');
  const full = fullNumber(xid, BigInt(xmax));
  if (full < BigInt(xmin)) return true;
  return full < BigInt(xmax) && !atWork.split(',').includes(String(full));
}

/** The number with these lower bits that is nearest to `near`: the log is never half a circle of numbers behind. */
function fullNumber(xid: number, near: bigint): bigint {
  const full = ((near >> BigInt(XID_BITS)) << BigInt(XID_BITS)) + BigInt(xid);
  if (full > near + XID_COUNT / 2n) return full - XID_COUNT;
  return full < near - XID_COUNT / 2n ? full + XID_COUNT : full;
}
