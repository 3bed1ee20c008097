import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyRetention } from '../../src/jobs/apply-retention.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { query } from '../support/query.ts';
import { createTenant } from '../support/tenant.ts';

let test: TestDatabase;
let owner: string;

beforeAll(async () => {
  test = await createTestDatabase();
  owner = test.urls.owner;
});
afterAll(() => test.drop());

const bookingSql = (column: string, value: string, erasedAt: string) => (tenantId: string, age: string) =>
  `insert into public.widget_bookings (tenant_id, reference, party_size, starts_at, duration_minutes, guest_name, source,
     guest_erased_at, ${column})
   values ('${tenantId}', widget_private.make_reference(), 4, now() - ${age}, 90, 'Ada', 'widget', ${erasedAt}, '${value}')`;

/** By what alone a restaurant has something due: the days that its settings keep that, and a row of an age. */
const kinds: Readonly<Record<string, readonly [days: number, sql: (tenantId: string, age: string) => string]>> = {
  'a guest of a booking': [60, bookingSql('notes', '', 'null')],
  'an allergy': [10, bookingSql('allergies', 'Nuts', 'now()')],
  'a need of access': [10, bookingSql('access_needs', 'Step-free', 'now()')],
  'a guest of a request': [
    60,
    (tenantId, age) =>
      `insert into public.widget_catering_requests (tenant_id, reference, event_at, guests, package_id, package_name,
         contact_name, quantity, subtotal_minor, service_minor, net_minor, tax_minor, total_minor, currency)
       values ('${tenantId}', widget_private.make_reference(), now() - ${age}, 40, 'p', 'P', 'Ada', 40, 1, 0, 1, 0, 1, 'EUR')`,
  ],
  'a wish': [
    60,
    (tenantId, age) =>
      `insert into public.widget_waitlist (tenant_id, reference, party_size, wanted_at, guest_name)
       values ('${tenantId}', widget_private.make_reference(), 2, now() - ${age}, 'Ada')`,
  ],
  'a visit': [
    30,
    (tenantId, age) =>
      `insert into public.widget_analytics (id, tenant_id, widget_id, event_type, "timestamp")
       select gen_random_uuid(), tenant_id, id, 'view', now() - ${age} from public.widget_configurations
       where tenant_id = '${tenantId}' and widget_type = 'booking'`,
  ],
  'a session': [
    33,
    (tenantId, age) =>
      `insert into widget_private.insight_sessions (tenant_id, widget_id, session_id, first_at, first_id, local_date, traits, converted)
       select tenant_id, id, gen_random_uuid(), now() - ${age}, gen_random_uuid(), now()::date, '{}', false
       from public.widget_configurations where tenant_id = '${tenantId}' and widget_type = 'booking'`,
  ],
  'a change of a booking': [
    60,
    (tenantId, age) =>
      `${bookingSql('notes', '', 'now()')(tenantId, age)};
       update public.widget_booking_events set changed_at = now() - ${age} where tenant_id = '${tenantId}'`,
  ],
  'a reason of a grant': [
    60,
    (tenantId, age) =>
      `insert into public.widget_audit (tenant_id, action, subject, reason, done_at)
       values ('${tenantId}', 'booking.over_granted', 'main', 'A regular', now() - ${age})`,
  ],
  'an invitation': [
    60,
    (tenantId, age) =>
      `insert into public.widget_invitations (tenant_id, email, role, token_hash, expires_at)
       values ('${tenantId}', 'ada@example.com', 'viewer', gen_random_uuid()::text, now() - ${age})`,
  ],
  'old settings': [
    30,
    (tenantId, age) =>
      `update public.widget_configurations set config = config || '{"party": {"min": 1, "max": 9, "default": 2}}'
         where tenant_id = '${tenantId}' and widget_type = 'booking';
       do $$begin
         for size in 10..60 loop
           update public.widget_configurations set config = jsonb_set(config, '{party,max}', to_jsonb(size))
           where tenant_id = '${tenantId}' and widget_type = 'booking';
         end loop;
       end$$;
       update public.widget_config_versions set changed_at = now() - ${age}
       where tenant_id = '${tenantId}' and (widget_id, version) in (
         select widget_id, min(version) from public.widget_config_versions where tenant_id = '${tenantId}' group by 1
         having count(*) > 50
       )`,
  ],
};

async function due(): Promise<unknown> {
  const [row] = await query(owner, 'select widget_private.retention_due(null, 100)::text[] as due');
  return row?.['due'];
}

it.each(Object.entries(kinds))('a restaurant is looked at for %s alone, once it is too old', async (_, [days, sql]) => {
  const { id } = await createTenant(owner);
  await query(
    owner,
    'update public.widget_settings set guest_days = 60, sensitive_days = 10, event_days = 30 where tenant_id = $1',
    [id],
  );
  await query(owner, sql(id, `interval '${days * 24 + 1} hours'`));
  expect(await due()).toEqual([id]);
  await applyRetention(owner);
  expect(await due()).toEqual([]);
  await query(owner, 'delete from public.tenants where id = $1', [id]);
});

it.each(Object.entries(kinds).filter(([name]) => name !== 'old settings'))(
  'a restaurant is not looked at for %s that it may keep',
  async (_, [days, sql]) => {
    const { id } = await createTenant(owner);
    await query(
      owner,
      'update public.widget_settings set guest_days = 60, sensitive_days = 10, event_days = 30 where tenant_id = $1',
      [id],
    );
    await query(owner, sql(id, `interval '${days * 24 - 1} hours'`));
    expect(await due()).toEqual([]);
  },
);

it('restaurants are named page by page, in order', async () => {
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    const { id } = await createTenant(owner);
    ids.push(id);
    await query(owner, bookingSql('allergies', 'Nuts', 'now()')(id, `interval '2000 days'`));
  }
  ids.sort();
  const [row] = await query(owner, 'select widget_private.retention_due($1::uuid, 2)::text[] as due', [ids[1]]);
  expect(row).toEqual({ due: ids.slice(2, 4) });
});
