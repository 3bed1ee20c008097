import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import { Pool, type PoolClient } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { waitUntilVisible } from './wait-until-visible.ts';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.urls.owner });
  // The end of the database also meets connections on their way out.
  pool.on('error', () => undefined);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function begin(client: PoolClient) {
  await client.query('begin');
  const { rows } = await client.query<{ id: string }>('select pg_current_xact_id()::text as id');
  return { committedAtMs: 0, transactionId: Number(BigInt(rows[0]?.id ?? 0) & 0xffffffffn) };
}

it('waits for each of the transactions, and not for others', async () => {
  const [first, second] = [await pool.connect(), await pool.connect()];
  const [one, two] = [await begin(first), await begin(second)];
  const done: string[] = [];
  const waitingForBoth = waitUntilVisible(pool, [one, two]).then(() => done.push('both'));
  const waitingForSecond = waitUntilVisible(pool, [two]).then(() => done.push('second'));
  await second.query('commit');
  await waitingForSecond;
  expect(done).toEqual(['second']);
  await first.query('commit');
  await waitingForBoth;
  expect(done).toEqual(['second', 'both']);
  first.release();
  second.release();
});
