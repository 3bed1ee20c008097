import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createProduct, type Product } from './support/product.ts';
import { mendAll, readChecks, wrongOf } from './support/mend.ts';
import { query } from './support/query.ts';
import { MIGRATION, paste } from './support/script.ts';
import { snapshot } from './support/snapshot.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');
const products: Product[] = [];
let product: Product;

beforeEach(async () => {
  product = await createProduct(superuserUrl, passwords, { tenantCount: 0, isMigrated: true });
  products.push(product);
  await query(product.owner, `insert into public.tenants (name, slug) values ('One', 'one')`);
});
afterAll(async () => {
  for (const each of products) await each.drop();
});

describe('the checks', () => {
  it('run on a database that has nothing of ours, and change nothing', async () => {
    const bare = await createProduct(superuserUrl, passwords);
    products.push(bare);
    const before = await snapshot(bare.superuser);
    expect((await readChecks(bare.owner)).filter(({ check, result }) => check === 'table' && result === 'ok')).toEqual(
      [],
    );
    expect(await snapshot(bare.superuser)).toEqual(before);
  });

  it('are ok after the migration, whichever way they are asked', async () => {
    const full = await createProduct(superuserUrl, passwords, { isMigrated: true });
    products.push(full);
    const rows = await readChecks(full.owner);
    expect(rows.filter(({ result }) => result !== 'ok')).toEqual([]);
    expect(rows.slice(0, 3)).toMatchObject([
      { check: 'config_count', subject: '6' },
      { check: 'analytics_count', subject: '0' },
      { check: 'tenant_count', subject: '3' },
    ]);
    expect(await query(full.owner, 'select kind as check, subject, result, mend from widget_private.verify()')).toEqual(
      rows,
    );
  });
});

describe("the product's own table with a name like ours", () => {
  it('is left alone by the checks and by the migration', async () => {
    await query(
      product.owner,
      `create table public.widget_orders (id uuid primary key, tenant_id uuid, total int check (total > 0));
       insert into public.widget_orders (id, tenant_id) values (gen_random_uuid(), gen_random_uuid());
       alter table public.widget_orders enable row level security,
         add constraint widget_orders_tenant_id_fkey foreign key (tenant_id) references public.tenants (id) not valid;
       create policy shop_read on public.widget_orders for select to anon using (true);
       create unique index on public.widget_orders (total);
       create rule keep as on delete to public.widget_orders do instead nothing;
       create trigger same before update on public.widget_orders
         for each row execute function pg_catalog.suppress_redundant_updates_trigger()`,
    );
    const before = await snapshot(product.superuser);
    await paste(product.owner, MIGRATION);
    expect(await wrongOf(product.owner)).toEqual([]);
    expect(await snapshot(product.superuser)).toEqual(before);
  });
});

/** What goes wrong with each kind of object. Of the login role, the cluster's, in platforms.test.ts; of owners in owners.test.ts. */
const harms: readonly (readonly [kind: string, sql: string])[] = [
  ['column', 'alter table public.widget_bookings drop column notes'],
  ['column', 'alter table public.widget_bookings alter column updated_at drop not null'],
  ['column', 'alter table public.widget_bookings alter column area drop default'],
  ['column', 'alter table public.widget_bookings alter column notes type varchar(500)'],
  ['row security', 'alter table public.widget_bookings disable row level security'],
  ['policy', 'drop policy members_read on public.widget_bookings'],
  ['policy', 'alter policy members_read on public.widget_bookings using (true)'],
  ['policy', 'drop policy blunari_read on realtime.messages'],
  ['foreign policy', 'create policy extra on public.widget_bookings for select to anon using (true)'],
  ['type', 'alter type widget_private.insight_count add attribute extra integer'],
  ['index', 'drop index public.widget_bookings_starts_at_idx'],
  ['trigger', 'drop trigger guard_widget on public.widget_configurations'],
  ['trigger', 'alter table public.widget_configurations disable trigger guard_widget'],
  ['trigger', 'drop trigger add_widget_defaults on public.tenants'],
  ['row security', 'alter table public.tenant_members disable row level security'],
  ['policy', 'alter policy members_read on public.tenant_members using (true)'],
  ['mark', `comment on table public.tenant_members is 'Our staff'`],
  ['mark', 'comment on table public.tenants is null'],
  ['trigger', 'drop trigger keep_an_owner_on_delete on public.tenant_members'],
  [
    'function body',
    "create or replace function widget_private.touch() returns trigger language plpgsql set search_path = '' as $$begin return new; end$$",
  ],
  ['function', 'grant execute on function widget_private.my_features(uuid) to anon'],
  ['function', 'alter function widget_private.my_features(uuid) reset search_path'],
  ['function', `alter function widget_private.overbooked_slots(uuid, timestamptz, timestamptz) set search_path = ''`],
  ['function', 'alter function widget_private.check_time_zone() reset timezone'],
  ['rights', 'grant truncate on public.widget_bookings to anon'],
  ['rights', 'grant update (version) on public.widget_configurations to authenticated'],
  ['rights', 'revoke update (config) on public.widget_configurations from authenticated'],
  ['constraint', 'alter table public.widget_booking_slots drop constraint widget_booking_slots_covers_check'],
  ['publication', 'alter publication supabase_realtime drop table public.widget_configurations'],
  [
    'publication',
    'alter publication supabase_realtime drop table public.widget_configurations; alter publication supabase_realtime add table public.widget_configurations (id, version) where (version > 1)',
  ],
  ['foreign publication', 'alter publication supabase_realtime add table public.widget_analytics'],
  ['foreign publication', 'alter publication supabase_realtime add table public.widget_bookings (id, allergies)'],
  ['foreign publication', 'alter publication supabase_realtime add table widget_private.waiting_insights'],
  ['publication actions', `alter publication supabase_realtime set (publish = 'insert')`],
  ['table', 'alter table public.widget_configurations replica identity nothing'],
  ['table', 'alter table public.widget_bookings replica identity full'],
  ['table', 'alter table widget_private.insight_ticks set unlogged'],
  ['kept_count', 'delete from widget_private.kept_widgets'],
  ['link_key_count', 'delete from widget_private.guest_link_key'],
  ['flag_count', 'delete from public.widget_feature_flags'],
  ['config_count', `delete from public.widget_configurations where widget_type = 'catering'`],
  ['column', 'drop table public.widget_feature_flags cascade'],
  ['table', 'drop table widget_private.insight_ticks'],
  ['sequence', 'drop sequence widget_private.insights_version cascade'],
  [
    'policy',
    "drop policy members_read on public.widget_bookings; create policy members_read on public.widget_bookings as restrictive for select to authenticated using (tenant_id = any (array(select widget_private.my_tenants('viewer'))))",
  ],
  ['foreign policy', 'create policy "Let all in" on public.widget_bookings for select to anon using (true)'],
  ['foreign policy', 'create policy extra on public.widget_bookings as restrictive for select to anon using (false)'],
  [
    'foreign trigger',
    `create trigger "No more" before insert on public.widget_bookings
       for each row execute function pg_catalog.suppress_redundant_updates_trigger()`,
  ],
  ['foreign rule', 'create rule "Keep all" as on delete to public.widget_bookings do instead nothing'],
  ['foreign constraint', 'alter table public.widget_bookings add constraint "Few" check (party_size < 5)'],
  ['foreign constraint', 'alter table widget_private.insight_ticks add constraint once unique (sent_at)'],
  ['foreign index', 'create unique index "One each" on public.widget_bookings (guest_email)'],
  [
    'index',
    'drop index public.widget_bookings_starts_at_idx; create index widget_bookings_starts_at_idx on public.widget_bookings (notes)',
  ],
  ['trigger', 'drop function widget_private.touch() cascade'],
  ['policy', 'drop function widget_private.my_tenants(text) cascade'],
  ['function', 'grant execute on function widget_private.create_booking(text, jsonb) to authenticator'],
  ['function', 'alter function widget_private.create_booking(text, jsonb) security invoker'],
  ['function', 'alter function widget_private.create_booking(text, jsonb) set statement_timeout = 0'],
  ['rights', 'grant usage on sequence widget_private.insights_version to anon'],
  ['constraint', 'alter table public.widget_settings drop constraint widget_settings_tenant_id_fkey'],
  [
    'constraint',
    'alter table public.widget_settings drop constraint widget_settings_tenant_id_fkey, add constraint widget_settings_tenant_id_fkey foreign key (tenant_id) references public.tenants (id)',
  ],
  ['constraint', 'alter table public.widget_bookings drop constraint widget_bookings_pkey cascade'],
  ['schema rights', 'grant create on schema widget_private to anon'],
  ['schema rights', 'grant usage on schema widget_private to authenticator, service_role'],
  ['schema rights', 'revoke usage on schema widget_private from anon, authenticated, blunari_api'],
  ['settings_count', 'delete from public.widget_settings'],
  ['analytics_count', 'drop table public.widget_analytics'],
  ['function', 'drop schema widget_private cascade'],
];

describe('the statement of a check that fails', () => {
  it.each(harms)('mends a %s: %s', async (kind, harm) => {
    const before = await snapshot(product.superuser);
    await query(product.owner, harm);
    const found = await wrongOf(product.owner);
    expect(found.map(({ check }) => check)).toContain(kind);
    await mendAll(product.owner, found);
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it('mends row security of the messages, for whoever may', async () => {
    await query(product.superuser, 'alter table realtime.messages disable row level security');
    expect(await wrongOf(product.owner)).toMatchObject([{ check: 'row security', subject: 'realtime.messages' }]);
    await mendAll(product.superuser);
  });

  it('is tried for every kind of check', async () => {
    const kinds = new Set((await readChecks(product.owner)).map(({ check }) => check));
    const elsewhere = ['login role', 'login settings', 'owner', 'tenant_count'];
    expect([...kinds].filter((kind) => !harms.some(([harmed]) => harmed === kind)).toSorted()).toEqual(elsewhere);
  });
});
