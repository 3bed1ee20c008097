import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import fc from 'fast-check';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awaitVisible, isVisible } from './await-visible.ts';

describe('a snapshot', () => {
  it('shows what was over: below all that was at work, or in between and not at work', () => {
    const seen = (xid: number) => isVisible(xid, '10:20:12,15');
    expect([9, 11, 19].map(seen)).toEqual([true, true, true]);
    expect([12, 15, 20, 21].map(seen)).toEqual([false, false, false, false]);
  });

  it('finds the transaction whose number went around, on either side', () => {
    const around = 5n * 2n ** 32n;
    expect(isVisible(2 ** 32 - 1, `${around + 3n}:${around + 3n}:`)).toBe(true);
    expect(isVisible(1, `${around - 2n}:${around - 1n}:`)).toBe(false);
  });

  it('says of every number near it what the whole number says', () => {
    const near = fc.bigInt({ min: 2n ** 33n, max: 2n ** 48n });
    const distance = fc.bigInt({ min: -(2n ** 31n) + 1n, max: 2n ** 31n - 1n });
    fc.assert(
      fc.property(near, distance, fc.boolean(), (xmax, away, isAtWork) => {
        const full = xmax + away;
        const snapshot = `${xmax - 2n ** 31n}:${xmax}:${isAtWork ? full : ''}`;
        expect(isVisible(Number(full % 2n ** 32n), snapshot)).toBe(full < xmax && !isAtWork);
      }),
    );
  });
});

describe('waiting for a transaction', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.urls.owner, max: 3 });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it.each(['commit', 'rollback'])('ends with its %s and not before', async (end) => {
    const client = await pool.connect();
    await client.query('begin');
    const { rows } = await client.query<{ xid: string }>('select pg_current_xact_id()::xid::text as xid');
    let isOver = false;
    const waiting = awaitVisible(pool, new Set([Number(rows[0]?.xid)])).then(() => {
      isOver = true;
    });
    // Each of these takes as long as one look of those who wait.
    for (let looks = 0; looks < 10; looks++) await pool.query('select 1');
    expect(isOver).toBe(false);
    await client.query(end);
    await waiting;
    client.release();
  });

  it('is none where nothing is to be waited for', async () => {
    await awaitVisible(pool, new Set());
  });
});
