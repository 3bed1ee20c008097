import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { readMigrationFiles } from '../src/migrate/migration-files.ts';
import { withClient } from '../src/server/with-client.ts';
import { createProduct, type Product } from './support/product.ts';
import { query } from './support/query.ts';
import { snapshot } from './support/snapshot.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');
const products: Product[] = [];
let product: Product;

beforeEach(async () => {
  product = await createProduct(superuserUrl, passwords, { tenantCount: 0 });
  products.push(product);
});
afterAll(async () => {
  for (const each of products) await each.drop();
});

interface Ended {
  readonly code: number;
  readonly said: string;
  readonly complained: string;
}

/** Runs `pnpm db:<args>` as a person does, with nothing but the given environment. */
function db(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { env }, (error, said, complained) => {
      resolve({ code: error === null ? 0 : Number(error.code), said, complained });
    });
  });
}

describe('pnpm db:...', () => {
  it('migrates, tells status and checks, seeds, and takes all back', async () => {
    const before = await snapshot(product.superuser);
    const url = ['--url', product.owner];
    const files = await readMigrationFiles();
    expect(await db(['status', ...url])).toMatchObject({
      code: 1,
      said: expect.stringMatching(/pending .*_base\.sql/),
    });
    expect(await db(['migrate', ...url])).toMatchObject({
      code: 0,
      said: expect.stringContaining(`Applied ${files.length}, 0 were there`),
    });
    expect(await db(['migrate'], { DATABASE_OWNER_URL: product.owner })).toMatchObject({
      code: 0,
      said: `Up to date: ${files.length}.\n`,
    });
    expect(await db(['status', ...url])).toMatchObject({ code: 0, said: expect.stringContaining('database agree.') });
    expect(await db(['seed', ...url])).toMatchObject({
      code: 0,
      said: expect.stringContaining('The demo restaurants are there.'),
    });
    expect(await db(['jobs', ...url])).toMatchObject({
      code: 0,
      said:
        '0 bookings that nobody had answered in time were closed.\n' +
        '0 rows are kept no longer.\nTotals of 0 restaurants were counted again.\n',
    });
    expect(await db(['verify', ...url])).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^config_count: 4\nanalytics_count: \d+\ntenant_count: 2\n/),
    });
    expect(await db(['rollback', ...url])).toMatchObject({ code: 0 });
    expect(await snapshot(product.superuser)).toEqual(before);
    expect(await db(['reset', ...url])).toMatchObject({
      code: 0,
      said: expect.stringContaining('The demo restaurants are there.'),
    });
  }, 60_000);

  it('seeds a roll-out that the job has stopped', async () => {
    const url = ['--url', product.owner];
    await db(['migrate', ...url]);
    expect(await db(['seed', '--rollout', ...url])).toMatchObject({
      code: 0,
      said: expect.stringContaining('A roll-out is under way'),
    });
    expect(await query(product.owner, `select status from public.widget_rollouts where batch = 3`)).toEqual([
      { status: 'stopped' },
    ]);
  }, 60_000);

  it('names what is wrong and what mends it', async () => {
    const url = ['--url', product.owner];
    await db(['migrate', ...url]);
    await query(product.owner, 'drop index public.widget_bookings_starts_at_idx');
    expect(await db(['status', ...url])).toMatchObject({
      code: 1,
      said: expect.stringContaining('disagree, checks that fail: 1.'),
    });
    expect(await db(['verify', ...url])).toMatchObject({
      code: 1,
      said: expect.stringContaining(
        'index public.widget_bookings_starts_at_idx is missing\n  CREATE INDEX widget_bookings_starts_at_idx',
      ),
    });
    expect(await db(['migrate', ...url])).toMatchObject({
      code: 0,
      said: expect.stringContaining('Applying all again'),
    });
    expect(await db(['verify', ...url])).toMatchObject({ code: 0 });
  });

  it('does every job although one of them fails, and says which', async () => {
    const url = ['--url', product.owner];
    await db(['migrate', ...url]);
    await query(
      product.owner,
      `insert into widget_private.test_tenants (tenant_id, tester, used_at)
       select widget_private.make_test_tenant('Osteria di Prova', null), gen_random_uuid(), now() - interval '1 day';
       create function public.never() returns trigger language plpgsql as
         'begin raise exception ''Restaurants are never deleted.''; end';
       create trigger never before delete on public.tenants for each row execute function public.never();
       create or replace function widget_private.sum_hours(of_flag text) returns integer language plpgsql as
         'begin raise exception ''No sums today.''; end'`,
    );
    const { code, said } = await db(['jobs', ...url]);
    expect(code).toBe(1);
    expect(said).toContain('Failed: watching the roll-outs. No sums today.');
    expect(said).toMatch(/The restaurant [0-9a-f-]{36} of a test stays: Restaurants are never deleted\./);
    expect(said).toContain('Totals of 0 restaurants were counted again.');
  });

  it('takes the password from PGPASSWORD, so that no command line shows it', async () => {
    const url = new URL(product.owner);
    const { password } = url;
    url.password = '';
    const before = await snapshot(product.superuser);
    expect(await db(['migrate', '--url', url.href], { PGPASSWORD: decodeURIComponent(password) })).toMatchObject({
      code: 0,
    });
    expect(await db(['rollback', '--url', url.href], { PGPASSWORD: 'another' })).toMatchObject({
      code: 1,
      complained: expect.stringContaining('password authentication failed'),
    });
    expect(await db(['rollback', '--url', url.href], { PGPASSWORD: decodeURIComponent(password) })).toMatchObject({
      code: 0,
    });
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it('says where a migration failed', async () => {
    await query(product.owner, 'create table public.widget_audit (id int)');
    const { code, complained } = await db(['migrate', '--url', product.owner]);
    expect(code).toBe(1);
    expect(complained).toMatch(
      /^20261124080000_base\.sql, line \d+: .*public\.widget_audit.*\nThe statement begins: do \$\$/,
    );
  });

  it('says that it waits for another migrator', async () => {
    await withClient(product.owner, async (other) => {
      await other.query('select pg_advisory_lock(7261350042)');
      const migrated = db(['migrate', '--url', product.owner]);
      await expect
        .poll(() => query(product.owner, `select from pg_locks where locktype = 'advisory' and not granted`), {
          timeout: 20_000,
        })
        .toHaveLength(1);
      await other.query('select pg_advisory_unlock(7261350042)');
      expect(await migrated).toMatchObject({ code: 0, said: expect.stringMatching(/^Another migration is at work/) });
    });
  });

  it('removes nothing unless told where, and asks for a database where none is named', async () => {
    for (const name of ['rollback', 'reset']) {
      expect(await db([name], { DATABASE_OWNER_URL: product.owner })).toMatchObject({
        code: 1,
        complained: expect.stringContaining(`pnpm db:${name} --url`),
      });
    }
    expect(await db(['migrate'])).toMatchObject({
      code: 1,
      complained: expect.stringContaining('pnpm db:migrate --url'),
    });
    expect(await db(['toString'])).toMatchObject({
      code: 1,
      complained: expect.stringContaining('db:migrate | db:status'),
    });
  });

  it.each([
    [['migrate', '--nope'], /^Unknown option '--nope'\npnpm db:migrate \|/],
    [['migrate', '--url'], /^Option '--url <value>' argument missing\npnpm db:migrate \|/],
    [['migrate', '--url', '--events', '5'], /^Option '--url' argument is ambiguous\npnpm db:migrate \|/],
    [['migrate', '--url', 'nonsense'], /^That is no URL of a database, such as [^\n]+\n$/],
    [['migrate', '--url', 'https://example.com'], /^That is no URL of a database, such as [^\n]+\n$/],
    [['migrate', 'all', 'of it'], /^db:migrate takes nothing but options: all of it\n$/],
    [['verify', '--tenants', '5'], /^--tenants, --events and --rollout are options of db:seed\.\n$/],
    [['jobs', '--rollout'], /^--tenants, --events and --rollout are options of db:seed\.\n$/],
  ])('refuses %j in a sentence', async (args, sentence) => {
    const { code, said, complained } = await db(args, { DATABASE_OWNER_URL: product.owner });
    expect({ code, said }).toEqual({ code: 1, said: '' });
    expect(complained).toMatch(sentence);
    expect(complained).not.toContain('    at ');
  });

  it('says how it is used where asked', async () => {
    expect(await db(['migrate', '--help'])).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^pnpm db:migrate \| db:status/),
      complained: '',
    });
  });
});
