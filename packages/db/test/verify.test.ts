import { afterEach, describe, expect, inject, it } from 'vitest';
import { createProduct, type Product } from './support/product.ts';
import { query } from './support/query.ts';
import { MIGRATION, paste, readScript, resultsOf, VERIFY, wrongChecks } from './support/script.ts';
import { snapshot } from './support/snapshot.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');
let made: Product | undefined;

async function newProduct(isMigrated: boolean): Promise<Product> {
  made = await createProduct(superuserUrl, passwords, { isMigrated });
  return made;
}
afterEach(() => made?.drop());

/** What the file with the checks shows last. */
async function checkRows(url: string): Promise<readonly Record<string, unknown>[]> {
  return (await resultsOf(url, await readScript(VERIFY))).at(-1)?.rows ?? [];
}

describe('the checks', () => {
  it('run on a database that has nothing of ours, and change nothing', async () => {
    const product = await newProduct(false);
    const before = await snapshot(product.superuser);
    const rows = await checkRows(product.owner);
    expect(rows.filter(({ check, result }) => check === 'table' && result === 'ok')).toEqual([]);
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it('are ok after the migration, whichever way they are asked', async () => {
    const product = await newProduct(true);
    const rows = await checkRows(product.owner);
    expect(rows.filter(({ result }) => result !== 'ok')).toEqual([]);
    expect(rows.slice(0, 3)).toMatchObject([
      { check: 'config_count', subject: '6' },
      { check: 'analytics_count', subject: '0' },
      { check: 'tenant_count', subject: '3' },
    ]);
    expect(
      await query(product.owner, 'select kind as check, subject, result, mend from widget_private.verify()'),
    ).toEqual(rows);
  });

  it.each([
    ['column', 'alter table public.widget_bookings drop column notes'],
    ['column', 'alter table public.widget_bookings alter column updated_at drop not null'],
    ['column', 'alter table public.widget_bookings alter column area drop default'],
    ['column', 'alter table public.widget_bookings alter column notes type varchar(500)'],
    ['row security', 'alter table public.widget_bookings disable row level security'],
    ['policy', 'drop policy members_read on public.widget_bookings'],
    ['policy', 'alter policy members_read on public.widget_bookings using (true)'],
    ['policy', 'drop policy blunari_read on realtime.messages'],
    ['foreign policy', 'create policy extra on public.widget_bookings for select to anon using (true)'],
    ['index', 'drop index public.widget_bookings_starts_at_idx'],
    ['trigger', 'drop trigger guard_widget on public.widget_configurations'],
    ['trigger', 'alter table public.widget_configurations disable trigger guard_widget'],
    ['trigger', 'drop trigger add_widget_defaults on public.tenants'],
    ['row security', 'alter table public.tenant_members disable row level security'],
    ['policy', 'alter policy members_read on public.tenant_members using (true)'],
    ['trigger', 'drop trigger keep_an_owner_on_delete on public.tenant_members'],
    [
      'function body',
      "create or replace function widget_private.touch() returns trigger language plpgsql set search_path = '' as $$begin return new; end$$",
    ],
    ['function', 'grant execute on function widget_private.my_features(uuid) to anon'],
    ['function', 'alter function widget_private.my_features(uuid) reset search_path'],
    ['rights', 'grant truncate on public.widget_bookings to anon'],
    ['rights', 'grant update (version) on public.widget_configurations to authenticated'],
    ['rights', 'revoke update (config) on public.widget_configurations from authenticated'],
    ['constraint', 'alter table public.widget_booking_slots drop constraint widget_booking_slots_covers_check'],
    ['publication', 'alter publication supabase_realtime drop table public.widget_bookings'],
    ['config_count', `delete from public.widget_configurations where widget_type = 'catering'`],
  ])('name what is wrong with a %s and the statement that mends it: %s', async (kind, harm) => {
    const product = await newProduct(true);
    const before = await snapshot(product.superuser);
    await query(product.owner, harm);
    const wrong = await wrongChecks(product.owner);
    expect(wrong.map((row) => row['kind'])).toContain(kind);
    for (const { mend } of wrong) {
      if (String(mend).startsWith('Run ')) await paste(product.owner, MIGRATION);
      else await query(product.owner, String(mend));
    }
    expect(await wrongChecks(product.owner)).toEqual([]);
    expect(await snapshot(product.superuser)).toEqual(before);
  });
});
