import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runAndRollBack } from './run-and-roll-back.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

it('asks nothing more on a connection that says nothing, and gives up its place at once', async () => {
  const pool = new Pool({ connectionString: database.urls.realtime, max: 1, query_timeout: 100 });
  const client = await pool.connect();
  const query = vi.spyOn(client, 'query');
  client.release();
  expect(await runAndRollBack(pool, ['select pg_sleep(1)'])).toMatchObject({ ok: false });
  expect(query).toHaveBeenCalledTimes(1);
  expect(pool.totalCount).toBe(0);
  await pool.end();
});

it('goes on with a connection on which a statement failed', async () => {
  const pool = new Pool({ connectionString: database.urls.realtime, max: 1 });
  expect(await runAndRollBack(pool, ['select 1 / 0'])).toMatchObject({ error: { code: '22012' } });
  expect(await runAndRollBack(pool, ['select 1'])).toMatchObject({ value: [{ rowCount: 1 }] });
  expect(pool.totalCount).toBe(1);
  await pool.end();
});
