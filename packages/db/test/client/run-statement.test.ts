import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runStatement } from '../../src/queries/run-statement.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';

let test: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  test = await createTestDatabase();
  pool = new Pool({ connectionString: test.urls.superuser, max: 1 });
  pool.on('error', () => undefined);
});
afterAll(async () => {
  await pool.end();
  await test.drop();
});

const pid = async () => (await runStatement(pool, 'select pg_backend_pid() as pid', []))[0];

it('keeps the connection of a statement that was refused, and loses one that ended', async () => {
  const first = await pid();
  await expect(runStatement(pool, 'select 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' });
  expect(await pid()).toEqual(first);
  await expect(runStatement(pool, 'select pg_terminate_backend(pg_backend_pid())', [])).rejects.toThrow();
  expect(await pid()).not.toEqual(first);
  expect(pool.totalCount).toBe(1);
});
