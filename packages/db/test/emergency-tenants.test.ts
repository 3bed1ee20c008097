import { readFile } from 'node:fs/promises';
import { Client, DatabaseError } from 'pg';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../src/migrate/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { wrongOf } from './support/mend.ts';
import { addTenant } from './support/product.ts';
import { query } from './support/query.ts';
import { wrongChecks } from './support/script.ts';

const emergency = `DROP TABLE IF EXISTS public.widget_analytics; DROP TABLE IF EXISTS public.widget_configurations;`;
const gone = `select to_regclass('public.widget_analytics') is null and to_regclass('public.widget_configurations') is null as is_gone`;
const opened: TestDatabase[] = [];
let test: TestDatabase;

beforeEach(async () => {
  test = await createTestDatabase();
  opened.push(test);
  await query(
    test.urls.owner,
    `insert into public.tenants (name, slug) select 'T', 't-' || n from generate_series(1, 500) as n`,
  );
});
afterAll(async () => {
  for (const each of opened) await each.drop();
});

const arrives = `insert into public.tenants (name, slug) values ('N', gen_random_uuid())`;
const hundred = `insert into public.tenants (name, slug) select 'N', gen_random_uuid() from generate_series(1, 100)`;
const leaves = `delete from public.tenants where id = (select id from public.tenants where name = 'N' limit 1)`;

/** Four writers of the product send `statements`, again and again, while `action` runs; what each was refused with. */
async function besideWriters(
  statements: readonly string[],
  action: () => Promise<unknown>,
): Promise<readonly string[]> {
  const over = new AbortController();
  const refusals: string[] = [];
  let written = 0;
  const writers = Array.from({ length: 4 }, async () => {
    const client = new Client({ connectionString: test.urls.owner });
    await client.connect();
    while (!over.signal.aborted) {
      for (const statement of statements)
        await client.query(statement).catch((error: unknown) => refusals.push(stateOf(error)));
      written += 1;
    }
    await client.end();
  });
  try {
    await expect.poll(() => written).toBeGreaterThan(8);
    await action();
  } finally {
    over.abort();
    await Promise.all(writers);
  }
  return refusals;
}

/** Throws what did not come from the database: who writes on over a lost connection never ends, and never waits. */
function stateOf(error: unknown): string {
  if (error instanceof DatabaseError) return String(error.code);
  throw error;
}

async function expectGoneAndBack(): Promise<void> {
  expect(await query(test.urls.owner, gone)).toEqual([{ is_gone: true }]);
  const id = await addTenant(test.urls.owner);
  await query(test.urls.owner, 'delete from public.tenants where id = $1', [id]);
  await migrate(test.urls.owner);
  expect(await wrongChecks(test.urls.owner)).toEqual([]);
}

describe('beside a product that takes on restaurants and lets them go', () => {
  it.each([
    ['one by one', [arrives, leaves]],
    ['in long transactions', [`${arrives}; ${leaves}; ${arrives}`]],
    [
      'by the hundred',
      ['begin', hundred, 'delete from public.tenants where id in (select id from public.tenants limit 10)', 'commit'],
    ],
  ])('the two statements of an emergency win %s, and writers give way to them', async (_, statements) => {
    const refusals = await besideWriters(statements, () => query(test.urls.owner, emergency));
    expect(refusals.filter((state) => !['55P03', '25P02'].includes(state))).toEqual([]);
    expect(await deadlocks()).toEqual([{ deadlocks: 0 }]);
    await expectGoneAndBack();
  });

  it('they go on where the first alone went through, which the checks say', async () => {
    await query(test.urls.owner, 'DROP TABLE IF EXISTS public.widget_analytics');
    const halfway = (await wrongOf(test.urls.owner)).find(({ check }) => check === 'analytics_count');
    expect(halfway?.result).toContain('run both statements again');
    await query(test.urls.owner, emergency);
    await expectGoneAndBack();
  });

  it('the patient form of the README meets none, and no writer is refused', async () => {
    const patient = await patientForm();
    expect(await besideWriters([`${arrives}; ${leaves}; ${arrives}`], () => query(test.urls.owner, patient))).toEqual(
      [],
    );
    expect(await deadlocks()).toEqual([{ deadlocks: 0 }]);
    await expectGoneAndBack();
  });
});

const deadlocks = () =>
  query(test.urls.superuser, 'select deadlocks::integer from pg_stat_database where datname = current_database()');

/** As it stands in the README, for whoever copies it from there. */
async function patientForm(): Promise<string> {
  const text = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const found = /```sql\n(?<sql>do \$\$[^`]*drop table[^`]*)```/is.exec(text)?.groups?.['sql'];
  if (found === undefined) throw new Error('The README has no patient form of the emergency.');
  return found;
}
