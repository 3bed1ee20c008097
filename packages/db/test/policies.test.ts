import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { z } from 'zod';
import type { Identity } from '../src/as-identity.ts';
import { createDatabase, type Database } from '../src/client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { buildBooking, buildEvent, buildRequest, visit } from './support/inputs.ts';
import { query } from './support/query.ts';
import { createTenant, createUser, join, type TestTenant } from './support/tenant.ts';
import { buildCateringConfig } from '@blunari/schema/testing';

/** What a role may do in its own restaurant. Columns that may be updated; every member may read. */
interface TableRights {
  /** Column that names the restaurant. */
  readonly key: 'id' | 'tenant_id';
  readonly editor: readonly string[];
  readonly admin: readonly string[];
}

const readOnly = { key: 'tenant_id', editor: [], admin: [] } as const satisfies TableRights;
const settings = [
  'name',
  'phone',
  'email',
  'street',
  'postcode',
  'city',
  'country',
  'time_zone',
  'currency',
  'locales',
  'default_locale',
  'allowed_origins',
  'ip_privacy',
] as const;
const config = ['config', 'publish_mode', 'draft', 'draft_base_version'] as const;

/** Every table of the exposed schema. One that is missing here fails. */
const matrix: Readonly<Record<string, TableRights>> = {
  tenants: { key: 'id', editor: [], admin: [] },
  tenant_members: readOnly,
  widget_settings: { key: 'tenant_id', editor: [], admin: settings },
  widget_configurations: { key: 'tenant_id', editor: config, admin: [...config, 'is_active'] },
  widget_config_versions: readOnly,
  widget_analytics: readOnly,
  widget_analytics_buckets: readOnly,
  widget_analytics_daily: readOnly,
  widget_bookings: readOnly,
  widget_booking_slots: readOnly,
  widget_booking_events: readOnly,
  widget_catering_requests: readOnly,
};

/** Functions that people's roles may call; all others of ours are refused to them. */
const callable: Readonly<Record<string, readonly string[]>> = {
  'widget_private.my_tenants(text)': ['authenticated'],
  'widget_private.member_names(uuid)': ['authenticated'],
  'widget_private.is_widget_topic(text)': ['anon', 'authenticated'],
  'widget_private.visitor_widget(text)': ['blunari_api'],
  'widget_private.booking_load(text,timestamp with time zone,timestamp with time zone)': ['blunari_api'],
  'widget_private.earlier_booking(text,uuid)': ['blunari_api'],
  'widget_private.earlier_request(text,uuid)': ['blunari_api'],
  'widget_private.stored_booking(text,jsonb)': ['blunari_api'],
  'widget_private.create_booking(text,jsonb)': ['blunari_api'],
  'widget_private.stored_request(text,jsonb)': ['blunari_api'],
  'widget_private.create_request(text,jsonb)': ['blunari_api'],
  'widget_private.record_events(text,jsonb)': ['blunari_api'],
  'widget_private.flush_due_ticks()': ['blunari_api'],
};

let test: TestDatabase;
let database: Database;
let mine: TestTenant;
let other: TestTenant;
let client: Client;
let stranger: Identity;
let both: Identity;
let platformAdmin: Identity;
const anon: Identity = { role: 'anon', claims: {} };

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api });
  mine = await createTenant(test.urls.owner);
  other = await createTenant(test.urls.owner);
  for (const tenant of [mine, other]) await fill(tenant);
  stranger = other.owner;
  const person = await createUser(test.urls.owner);
  await join(test.urls.owner, mine.id, person, 'editor');
  await join(test.urls.owner, other.id, person, 'editor');
  both = person;
  const staff = await createUser(test.urls.owner);
  platformAdmin = { ...staff, claims: { ...staff.claims, app_metadata: { platform_admin: true } } };
  client = new Client({ connectionString: test.urls.api });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.close();
  await test.drop();
});

/** A row in every table. */
async function fill(tenant: TestTenant): Promise<void> {
  await query(test.urls.owner, 'update public.widget_configurations set config = $2::jsonb where id = $1', [
    tenant.catering.id,
    JSON.stringify(buildCateringConfig()),
  ]);
  const results = [
    await database.visitor.createBooking(tenant.booking.key, buildBooking()),
    await database.visitor.createRequest(tenant.catering.key, buildRequest()),
    await database.visitor.recordEvents(tenant.booking.key, { events: [buildEvent()], visit }),
  ];
  expect(results.filter((result) => !result.ok)).toEqual([]);
}

type Outcome = number | 'refused';

/** How many rows a statement touches in somebody's name, rolled back; `refused` when they lack the right. */
async function attempt(identity: Identity, sql: string): Promise<Outcome> {
  await client.query(`begin; set local role ${escapeIdentifier(identity.role)};
    select set_config('request.jwt.claims', ${escapeLiteral(JSON.stringify(identity.claims))}, true)`);
  try {
    return (await client.query(sql)).rowCount ?? 0;
  } catch (error) {
    if (z.object({ code: z.literal('42501') }).safeParse(error).success) return 'refused';
    throw error;
  } finally {
    await client.query('rollback');
  }
}

const columnsOf = async (table: string): Promise<readonly string[]> => {
  const rows = await query(
    test.urls.owner,
    `select attname::text as name from pg_attribute where attrelid = ('public.' || $1)::regclass and attnum > 0 and not attisdropped`,
    [table],
  );
  return rows.map((row) => String(row['name']));
};

const tables = Object.entries(matrix);
const members = ['viewer', 'editor', 'admin', 'owner'] as const;

describe('the exposed schema', () => {
  it('has no table outside the matrix, and row security on each', async () => {
    const rows = await query(
      test.urls.owner,
      `select relname::text as name, relrowsecurity as secured from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')`,
    );
    expect(rows.map((row) => row['name'])).toEqual(expect.arrayContaining(Object.keys(matrix)));
    expect(rows).toHaveLength(tables.length);
    expect(rows.filter((row) => row['secured'] !== true)).toEqual([]);
  });

  it('has no function, and no function of ours is callable but by those named', async () => {
    const rows = await query(
      test.urls.owner,
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
    for (const identity of [anon, mine.owner, platformAdmin]) {
      expect(await attempt(identity, 'select * from widget_private.insight_ticks')).toBe('refused');
      expect(await attempt(identity, 'select * from widget_private.insight_sessions')).toBe('refused');
    }
  });

  it('gives the login role nothing but the visitor functions', async () => {
    for (const [table] of tables) {
      await expect(query(test.urls.api, `select * from public.${table}`)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(query(test.urls.api, 'set role service_role')).rejects.toMatchObject({ code: '42501' });
  });
});

describe.each(tables)('public.%s', (table, rights) => {
  it('shows members every row of their restaurant and none of another', async () => {
    for (const role of members) {
      expect(
        await attempt(mine[role], `select * from public.${table} where ${rights.key} = '${mine.id}'`),
      ).toBeGreaterThan(0);
      expect(await attempt(mine[role], `select * from public.${table} where ${rights.key} <> '${mine.id}'`)).toBe(0);
    }
  });

  it('shows nothing to visitors, strangers, platform staff and forged claims', async () => {
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
    for (const identity of [anon, mine.viewer, mine.editor, mine.admin, mine.owner, both, platformAdmin]) {
      expect(await attempt(identity, `insert into public.${table} default values`)).toBe('refused');
      expect(await attempt(identity, `delete from public.${table}`)).toBe('refused');
      expect(await attempt(identity, `truncate public.${table} cascade`)).toBe('refused');
    }
  });
});

describe('a row', () => {
  it('cannot be moved to another restaurant, not even by a member of both', async () => {
    for (const table of ['widget_configurations', 'widget_settings', 'widget_bookings']) {
      expect(await attempt(both, `update public.${table} set tenant_id = '${other.id}'`)).toBe('refused');
    }
  });

  it('of a widget is put live or paused by admins and owners alone', async () => {
    const pause = `update public.widget_configurations set is_active = false where tenant_id = '${mine.id}'`;
    expect(await attempt(mine.editor, pause)).toBe('refused');
    expect(await attempt(mine.viewer, pause)).toBe(0);
    expect(await attempt(mine.admin, pause)).toBe(2);
    expect(await attempt(mine.owner, pause)).toBe(2);
  });

  it('is found by index, with the roles looked up once and not for each row', async () => {
    await client.query(`begin; set local role authenticated; set local enable_seqscan = off;
      select set_config('request.jwt.claims', ${escapeLiteral(JSON.stringify(mine.viewer.claims))}, true)`);
    const { rows } = await client.query(
      'explain select * from public.widget_bookings order by starts_at desc limit 50',
    );
    await client.query('rollback');
    const plan = rows.map((row) => JSON.stringify(row)).join('\n');
    expect(plan).toMatch(/InitPlan/);
    expect(plan).toMatch(/Index Cond: \(tenant_id = ANY/);
  });
});
