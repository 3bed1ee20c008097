import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/postgres.ts';
import { ensureMessagePartitions } from './ensure-message-partitions.ts';

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

const names = async (): Promise<string[]> => {
  const { rows } = await superuser.query(
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'realtime.messages'::regclass order by 1`,
  );
  return rows.map((row) => String(row.name));
};

const days = (...list: string[]): string[] => list.map((day) => `realtime.messages_${day}`);

it('keeps three days back and three ahead as time goes on, also across the end of a year', async () => {
  const { rows } = await superuser.query(`select inhrelid::regclass::text as name from pg_inherits
    where inhparent = 'realtime.messages'::regclass`);
  for (const { name } of rows) await superuser.query(`drop table ${name}`);

  await ensureMessagePartitions(superuser, new Date('2030-12-30T23:59:59Z'));
  const first = days('2030_12_29', '2030_12_30', '2030_12_31', '2031_01_01', '2031_01_02');
  expect(await names()).toEqual(first);

  await ensureMessagePartitions(superuser, new Date('2030-12-30T23:59:59Z'));
  expect(await names()).toEqual(first);

  await ensureMessagePartitions(superuser, new Date('2031-01-02T00:00:00Z'));
  expect(await names()).toEqual([
    ...days('2030_12_30', '2030_12_31'),
    ...days('2031_01_01', '2031_01_02'),
    ...days('2031_01_03', '2031_01_04', '2031_01_05'),
  ]);
});

it('makes partitions that give notice and that callers reach only through the parent', async () => {
  await ensureMessagePartitions(superuser, new Date('2031-01-03T12:00:00Z'));
  const { rows } = await superuser.query(`select c.relowner::regrole::text as owner, c.relacl as acl,
      (select count(*)::int from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'announce_message') as triggers
    from pg_class c where c.oid = 'realtime.messages_2031_01_06'::regclass`);
  expect(rows).toEqual([{ owner: 'supabase_realtime_admin', acl: null, triggers: 1 }]);
});

it('is safe to run from two processes at once', async () => {
  const other = new Client({ connectionString: database.urls.superuser });
  await other.connect();
  const now = new Date('2032-02-28T12:00:00Z');
  await Promise.all([ensureMessagePartitions(superuser, now), ensureMessagePartitions(other, now)]);
  await other.end();
  expect(await names()).toEqual(days('2032_02_27', '2032_02_28', '2032_02_29', '2032_03_01', '2032_03_02'));
});
