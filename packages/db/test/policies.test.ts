import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '../src/as-identity.ts';
import { query } from './support/query.ts';
import { callable, matrix, platformTables } from './support/table-rights.ts';
import { setUpTwoRestaurants, type TwoRestaurants } from './support/two-restaurants.ts';

let restaurants: TwoRestaurants;

beforeAll(async () => {
  restaurants = await setUpTwoRestaurants();
});

afterAll(() => restaurants.stop());

const tables = Object.entries(matrix);
const members = ['viewer', 'editor', 'admin', 'owner'] as const;

describe('the exposed schema', () => {
  it('has no table outside the matrix, and row security on each', async () => {
    const { urls } = restaurants;
    const rows = await query(
      urls.owner,
      `select relname::text as name, relrowsecurity as secured from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')`,
    );
    expect(rows.map((row) => String(row['name'])).toSorted()).toEqual(
      [...Object.keys(matrix), ...platformTables].toSorted(),
    );
    expect(rows.filter((row) => row['secured'] !== true)).toEqual([]);
  });

  it('has no function, and no function of ours is callable but by those named', async () => {
    const { urls } = restaurants;
    const rows = await query(
      urls.owner,
      `select p.oid::regprocedure::text as name, array(
         select r.rolname::text from unnest(array['anon', 'authenticated', 'service_role', 'blunari_api', 'public']) as r (rolname)
         where case r.rolname when 'public'
           then exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0)
           else exists (select from aclexplode(p.proacl) a where a.grantee = to_regrole(r.rolname)) end
         order by 1
       ) as callers, p.proconfig::text as settings
       from pg_proc p where p.pronamespace in ('public'::regnamespace, 'widget_private'::regnamespace)`,
    );
    const called = rows.filter((row) => JSON.stringify(row['callers']) !== '[]');
    expect(Object.fromEntries(called.map((row) => [row['name'], row['callers']]))).toEqual(callable);
    expect(rows.filter((row) => row['settings'] !== '{"search_path=\\"\\""}')).toEqual([]);
  });

  it('keeps widget_private tables from everybody', async () => {
    const { mine, anon, platformAdmin, attempt } = restaurants;
    for (const identity of [anon, mine.owner, platformAdmin]) {
      expect(await attempt(identity, 'select * from widget_private.insight_ticks')).toBe('refused');
      expect(await attempt(identity, 'select * from widget_private.insight_sessions')).toBe('refused');
    }
  });

  it('gives the login role nothing but the visitor functions', async () => {
    const { urls } = restaurants;
    for (const [table] of tables) {
      await expect(query(urls.api, `select * from public.${table}`)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(query(urls.api, 'set role service_role')).rejects.toMatchObject({ code: '42501' });
  });
});

describe.each(tables)('public.%s', (table, rights) => {
  it('shows members every row of their restaurant and none of another', async () => {
    const { mine, attempt } = restaurants;
    for (const role of members) {
      expect(
        await attempt(mine[role], `select * from public.${table} where ${rights.key} = '${mine.id}'`),
      ).toBeGreaterThan(0);
      expect(await attempt(mine[role], `select * from public.${table} where ${rights.key} <> '${mine.id}'`)).toBe(0);
    }
  });

  it('shows nothing to visitors, strangers, platform staff and forged claims', async () => {
    const { mine, anon, stranger, platformAdmin, attempt } = restaurants;
    expect(await attempt(anon, `select * from public.${table}`)).toBe('refused');
    const forged: Identity = {
      role: 'authenticated',
      claims: { sub: '00000000-0000-4000-8000-000000000000', tenant_id: mine.id },
    };
    for (const identity of [stranger, platformAdmin, forged]) {
      expect(await attempt(identity, `select * from public.${table} where ${rights.key} = '${mine.id}'`)).toBe(0);
    }
  });

  it('lets each role update exactly its columns, in its own restaurant only', async () => {
    const { mine, anon, stranger, platformAdmin, attempt } = restaurants;
    for (const column of await columnsOf(table)) {
      const update = `update public.${table} set ${column} = ${column}`;
      const isGranted = rights.admin.includes(column);
      const expected = (mayChange: boolean): unknown => {
        if (!isGranted) return 'refused';
        return mayChange ? expect.toSatisfy((count) => Number(count) > 0) : 0;
      };
      // is_active is granted as a column; that it needs an admin is the trigger's, tested below.
      const editorMay = rights.editor.includes(column) || column === 'is_active';
      const results = {
        anon: await attempt(anon, update),
        viewer: await attempt(mine.viewer, update),
        editor: await attempt(mine.editor, update),
        admin: await attempt(mine.admin, update),
        owner: await attempt(mine.owner, update),
        stranger: await attempt(stranger, `${update} where ${rights.key} = '${mine.id}'`),
        platformAdmin: await attempt(platformAdmin, update),
      };
      expect({ column, ...results }).toEqual({
        column,
        anon: 'refused',
        viewer: expected(false),
        editor: expected(editorMay),
        admin: expected(true),
        owner: expected(true),
        stranger: expected(false),
        platformAdmin: expected(false),
      });
    }
  });

  it('takes no insert, delete or truncate from anybody', async () => {
    const { mine, anon, both, platformAdmin, attempt } = restaurants;
    for (const identity of [anon, mine.viewer, mine.editor, mine.admin, mine.owner, both, platformAdmin]) {
      expect(await attempt(identity, `insert into public.${table} default values`)).toBe('refused');
      expect(await attempt(identity, `delete from public.${table}`)).toBe('refused');
      expect(await attempt(identity, `truncate public.${table} cascade`)).toBe('refused');
    }
  });
});

describe('a row', () => {
  it('cannot be moved to another restaurant, not even by a member of both', async () => {
    const { other, both, attempt } = restaurants;
    for (const table of ['widget_configurations', 'widget_settings', 'widget_bookings']) {
      expect(await attempt(both, `update public.${table} set tenant_id = '${other.id}'`)).toBe('refused');
    }
  });

  it('of a widget is put live or paused by admins and owners alone', async () => {
    const { mine, attempt } = restaurants;
    const pause = `update public.widget_configurations set is_active = false where tenant_id = '${mine.id}'`;
    expect(await attempt(mine.editor, pause)).toBe('refused');
    expect(await attempt(mine.viewer, pause)).toBe(0);
    expect(await attempt(mine.admin, pause)).toBe(2);
    expect(await attempt(mine.owner, pause)).toBe(2);
  });

  it('is found by index, with the roles looked up once and not for each row', async () => {
    const { mine, rowsOf } = restaurants;
    const rows = await rowsOf(
      mine.viewer,
      'set local enable_seqscan = off',
      'explain select * from public.widget_bookings order by starts_at desc limit 50',
    );
    const plan = rows.map((row) => JSON.stringify(row)).join('\n');
    expect(plan).toMatch(/InitPlan/);
    expect(plan).toMatch(/Index Cond: \(tenant_id = ANY/);
  });
});

async function columnsOf(table: string): Promise<readonly string[]> {
  const rows = await query(
    restaurants.urls.owner,
    `select attname::text as name from pg_attribute where attrelid = ('public.' || $1)::regclass and attnum > 0 and not attisdropped`,
    [table],
  );
  return rows.map((row) => String(row['name']));
}
