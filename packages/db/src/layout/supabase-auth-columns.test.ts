import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/postgres.ts';
import { supabaseAuthColumns } from './supabase-auth-columns.ts';

let database: TestDatabase;
let superuser: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  superuser = new Client({ connectionString: database.urls.superuser });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await database.drop();
});

it.each(Object.entries(supabaseAuthColumns))(
  'auth.%s has the columns that Supabase gives it',
  async (table, columns) => {
    const { rows } = await superuser.query<{ column: string }>(
      `select attname || ' ' || format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end as column
     from pg_attribute where attrelid = ('auth.' || $1::text)::regclass and attnum > 0 and not attisdropped order by attnum`,
      [table],
    );
    expect(rows.map(({ column }) => column)).toEqual(columns);
  },
);

it('lets a table of auth stand on no list but this', async () => {
  const { rows } = await superuser.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'auth'::regnamespace and relkind = 'r'`,
  );
  expect(rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(supabaseAuthColumns).toSorted());
});
