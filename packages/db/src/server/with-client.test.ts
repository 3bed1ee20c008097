import { expect, it } from 'vitest';
import { createTestDatabase } from '../testing/postgres.ts';
import { withClient } from './with-client.ts';

it('fails with the query when the database drops the connection, and does not end the process', async () => {
  const database = await createTestDatabase();
  const dropped = withClient(database.urls.superuser, async (client) => {
    await client.query('select pg_terminate_backend(pg_backend_pid())');
  });
  await expect(dropped).rejects.toMatchObject({ code: '57P01' });
  await database.drop();
});

it('fails with the next query when the connection went away between two', async () => {
  const database = await createTestDatabase();
  const dropped = withClient(database.urls.superuser, async (client) => {
    const gone = new Promise((resolve) => client.once('end', resolve));
    await withClient(database.urls.superuser, (other) =>
      other.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
        [database.name],
      ),
    );
    await gone;
    await client.query('select 1');
  });
  await expect(dropped).rejects.toThrow('not queryable');
  await database.drop();
});

it('closes the connection and hands on what the action made', async () => {
  const database = await createTestDatabase();
  const used = await withClient(database.urls.owner, (client) => Promise.resolve(client));
  await expect(used.query('select 1')).rejects.toThrow('closed');
  await database.drop();
});
