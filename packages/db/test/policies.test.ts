import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from './support/query.ts';
import { setUpTwoRestaurants, type TwoRestaurants } from './support/two-restaurants.ts';

let restaurants: TwoRestaurants;

beforeAll(async () => {
  restaurants = await setUpTwoRestaurants();
});

afterAll(() => restaurants.stop());

describe('the private schema', () => {
  it('keeps its tables and sequences from everybody who may enter it', async () => {
    const { urls, mine, anon, platformAdmin, attempt } = restaurants;
    const relations = await query(
      urls.owner,
      `select format('widget_private.%I', relname) as name from pg_class
       where relnamespace = 'widget_private'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')`,
    );
    expect(relations.length).toBeGreaterThan(2);
    for (const { name } of relations) {
      for (const identity of [anon, mine.owner, platformAdmin]) {
        expect(await attempt(identity, `select * from ${String(name)}`)).toBe('refused');
      }
      await expect(query(urls.api, `select * from ${String(name)}`)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('gives the login role no way to a role that may more', async () => {
    for (const role of ['service_role', 'postgres', 'supabase_admin', 'authenticator']) {
      await expect(query(restaurants.urls.api, `set role ${role}`)).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('a row', () => {
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
