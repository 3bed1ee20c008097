import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import fc from 'fast-check';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awaitVisible, isVisible } from './await-visible.ts';

describe('a snapshot', () => {
  it.each([9, 11, 19])('shows %d: it is below all that was at work, or in between and not at work', (xid) => {
    expect(isVisible(xid, '10:20:12,15')).toBe(true);
  });

  it.each([12, 15, 20, 21])('does not show %d, which was at work or had not begun', (xid) => {
    expect(isVisible(xid, '10:20:12,15')).toBe(false);
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
    const ends: string[] = [];
    const waiting = awaitVisible(pool, new Set([Number(rows[0]?.xid)])).then(() => ends.push('the wait'));
    // Each of these takes as long as one look of those who wait.
    for (let looks = 0; looks < 10; looks++) await pool.query('select 1');
    ends.push(end);
    await client.query(end);
    await waiting;
    expect(ends).toEqual([end, 'the wait']);
    client.release();
  });

  it('is none where nothing is to be waited for', async () => {
    await awaitVisible(pool, new Set());
  });
});
