import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { IdentityPool } from '../identity-pool.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres.ts';
import { hearLostConnections } from './hear-lost-connections.ts';
import { withClient } from './with-client.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

const cut = (pid: unknown) =>
  withClient(database.urls.superuser, (superuser) => superuser.query('select pg_terminate_backend($1)', [pid]));

/** Loses a connection that is in use though nothing is asked on it just then. */
async function loseOne(pool: Pool): Promise<void> {
  const client = await pool.connect();
  await client.query({ text: 'BEGIN' });
  const { rows } = await client.query({ text: 'select pg_backend_pid() as pid' });
  const gone = new Promise((resolve) => client.once('end', resolve));
  await cut(rows[0]?.pid);
  await gone;
  client.release(true);
}

it('is told of a connection that is lost while it is out, and the pool goes on', async () => {
  const pool = new Pool({ connectionString: database.urls.owner, max: 1 });
  const onLost = vi.fn();
  hearLostConnections(pool, onLost);
  await loseOne(pool);
  expect(onLost).toHaveBeenCalled();
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

it('a pool of identities lives on as well', async () => {
  const pool = new IdentityPool({ connectionString: database.urls.api, max: 1 });
  await pool.runAs({ role: 'anon', claims: { role: 'anon' } }, () => loseOne(pool));
  const one = await pool.runAs({ role: 'anon', claims: { role: 'anon' } }, async () => {
    const client = await pool.connect();
    await client.query({ text: 'BEGIN' });
    const { rows } = await client.query({ text: 'select 1 as one' });
    await client.query({ text: 'COMMIT' });
    client.release();
    return rows;
  });
  expect(one).toEqual([{ one: 1 }]);
  await pool.end();
});
