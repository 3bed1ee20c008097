import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { waitUntilVisible } from './wait-until-visible.ts';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.urls.owner });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

it('waits for each of the transactions, and not for others', async () => {
  const [first, second] = [await pool.connect(), await pool.connect()];
  const idOf = async (client: typeof first) => {
    const { rows } = await client
      .query<{ id: string }>('begin; select pg_current_xact_id()::text as id')
      .then((results: unknown) => (Array.isArray(results) ? results[1] : { rows: [] }));
    return { committedAtMs: 0, transactionId: Number(BigInt(rows[0]?.id ?? 0) & 0xffffffffn) };
  };
  const [one, two] = [await idOf(first), await idOf(second)];
  const done: string[] = [];
  const waiting = waitUntilVisible(pool, [one, two]).then(() => done.push('both'));
  const forSecond = waitUntilVisible(pool, [two]).then(() => done.push('second'));
  await second.query('commit');
  await forSecond;
  expect(done).toEqual(['second']);
  await first.query('commit');
  await waiting;
  expect(done).toEqual(['second', 'both']);
  first.release();
  second.release();
});
