import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyRows } from '../src/seed/load/copy-rows.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { query } from './support/query.ts';

let test: TestDatabase;
let client: Client;

beforeAll(async () => {
  test = await createTestDatabase();
  client = new Client({ connectionString: test.urls.superuser });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await test.drop();
});

/** Of all restaurants: how many lack their settings, or have not one widget of each type as a new one has them. */
const lackingSql = `select count(*)::integer as lacking from public.tenants t
  where (select array_agg((w.widget_type, w.version, w.is_active, w.publish_mode, w.draft_version, w.config
      = widget_private.default_config(w.widget_type), w.public_key ~ '^wk_[a-z0-9]{20}$')::text order by w.widget_type)
    from public.widget_configurations w where w.tenant_id = t.id)
    is distinct from array['(booking,1,f,live,0,t,t)', '(catering,1,f,live,0,t,t)']
  or not exists (select from public.widget_settings s where s.tenant_id = t.id and s.name = left(t.name, 80))
  or (select count(*) from widget_private.kept_widgets k where k.tenant_id = t.id) <> 2`;

async function expectWhole(tenantCount: number): Promise<void> {
  expect(await query(test.urls.owner, lackingSql)).toEqual([{ lacking: 0 }]);
  expect(
    await query(
      test.urls.owner,
      `select (select count(*)::integer from public.tenants) as tenants,
         (select count(*)::integer from public.widget_configurations) as widgets`,
    ),
  ).toEqual([{ tenants: tenantCount, widgets: tenantCount * 2 }]);
}

const ways: Readonly<Record<string, (ids: readonly string[]) => Promise<unknown>>> = {
  'one by one': async (ids) => {
    for (const id of ids) {
      await client.query(`insert into public.tenants (id, name, slug) values ($1::uuid, 'One', $2)`, [id, id]);
    }
  },
  'INSERT ... SELECT': (ids) =>
    client.query(`insert into public.tenants (id, name, slug) select i, 'Many', i from unnest($1::uuid[]) i`, [ids]),
  COPY: (ids) =>
    copyRows(
      client,
      'public.tenants (id, name, slug)',
      ids.map((id) => [id, 'Copied', id]),
      () => undefined,
    ),
  'ON CONFLICT DO NOTHING, twice': async (ids) => {
    for (let time = 0; time < 2; time += 1) {
      await client.query(
        `insert into public.tenants (id, name, slug) select i, 'Once', i from unnest($1::uuid[]) i on conflict do nothing`,
        [ids],
      );
    }
  },
  'ON CONFLICT DO UPDATE, twice': async (ids) => {
    for (let time = 0; time < 2; time += 1) {
      await client.query(
        `insert into public.tenants (id, name, slug) select i, 'Once', i from unnest($1::uuid[]) i
         on conflict (id) do update set slug = excluded.slug`,
        [ids],
      );
    }
  },
  MERGE: (ids) =>
    client.query(
      `merge into public.tenants t using unnest($1::uuid[]) i on t.id = i
       when not matched then insert (id, name, slug) values (i, 'Merged', i)`,
      [ids],
    ),
  // As a subscriber writes what it is sent, whose operator wants the widgets made there.
  'a replica whose trigger always acts': async (ids) => {
    await client.query('alter table public.tenants enable always trigger add_widget_defaults');
    // What it calls writes too, and keeps its own records.
    await client.query('alter table public.widget_configurations enable always trigger keep_added_widgets');
    await client.query(`set session_replication_role = 'replica'`);
    await client.query(`insert into public.tenants (id, name, slug) select i, 'Sent', i from unnest($1::uuid[]) i`, [
      ids,
    ]);
    await client.query(`reset session_replication_role; alter table public.tenants enable trigger add_widget_defaults;
      alter table public.widget_configurations enable trigger keep_added_widgets`);
  },
};

describe('restaurants', () => {
  it.each(Object.entries(ways))('that come by %s have their settings and both widgets', async (_, add) => {
    await query(test.urls.owner, 'delete from public.tenants');
    await add(Array.from({ length: 30 }, () => randomUUID()));
    await expectWhole(30);
  });

  it('come without the table of settings, and what lived comes back paused, since nobody knows its zone', async () => {
    const [back, other] = [randomUUID(), randomUUID()];
    const addBack = `insert into public.tenants (id, name, slug) values ('${back}', 'Back', '${back}')`;
    await query(
      test.urls.owner,
      `delete from public.tenants; ${addBack};
       update public.widget_settings set time_zone = 'Europe/Rome';
       update public.widget_configurations set is_active = true;
       delete from public.widget_configurations;
       alter table public.widget_settings rename to away`,
    );
    try {
      await query(
        test.urls.owner,
        `insert into public.tenants (id, name, slug) values ('${other}', 'Bare', '${other}');
         select widget_private.add_widgets('{${back}}')`,
      );
    } finally {
      await query(test.urls.owner, 'alter table public.away rename to widget_settings');
    }
    const widgets = 'select version, is_active from public.widget_configurations where tenant_id = $1';
    for (const [id, version] of [
      [back, 2],
      [other, 1],
    ]) {
      const widget = { version, is_active: false };
      expect(await query(test.urls.owner, widgets, [id])).toEqual([widget, widget]);
    }
    await query(test.urls.owner, `select widget_private.add_widgets('{${other}}')`);
    expect(
      await query(test.urls.owner, `select name from public.widget_settings where tenant_id = '${other}'`),
    ).toEqual([{ name: 'Bare' }]);
  });

  it('come and go without the table of widgets, and come back as they were', async () => {
    const id = randomUUID();
    const config = { schemaVersion: 1 };
    await query(test.urls.owner, 'delete from public.tenants');
    await query(test.urls.owner, `insert into public.tenants (id, name, slug) values ('${id}', 'Back', '${id}')`);
    await query(test.urls.owner, 'update public.widget_configurations set config = $1::jsonb', [
      JSON.stringify(config),
    ]);
    const widgets = 'select id, widget_type, public_key, config, version from public.widget_configurations order by id';
    const before = await query(test.urls.owner, widgets);
    await query(test.urls.owner, 'alter table public.widget_configurations rename to away');
    try {
      const other = randomUUID();
      await query(
        test.urls.owner,
        `insert into public.tenants (id, name, slug) values ('${other}', 'Bare', '${other}')`,
      );
      await query(test.urls.owner, `delete from public.tenants where id = '${other}'`);
    } finally {
      await query(test.urls.owner, 'alter table public.away rename to widget_configurations');
    }
    // What is kept of them is found where a restaurant is written anew by a tool that takes the links off.
    await query(
      test.urls.superuser,
      `delete from public.widget_configurations; set session_replication_role = 'replica'; delete from public.tenants;
       reset session_replication_role;
       insert into public.tenants (id, name, slug) values ('${id}', 'Back', '${id}')`,
    );
    expect(await query(test.urls.owner, widgets)).toEqual(before);
  });
});
