import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applyRetention } from '../../src/jobs/apply-retention.ts';
import { rebuildRollups } from '../../src/jobs/rebuild-rollups.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { addGuests } from '../support/add-guests.ts';
import { query } from '../support/query.ts';
import { rollupsOf } from '../support/rollups.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';
import { viewAgo, write } from '../support/visits.ts';

const timeZone = 'Europe/Rome';
let test: TestDatabase;
let owner: string;
let tenant: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  owner = test.urls.owner;
});

beforeEach(async () => {
  tenant = await createTenant(owner, timeZone);
  other = await createTenant(owner, timeZone);
  for (const { id } of [tenant, other]) {
    await query(
      owner,
      `update public.widget_settings set guest_days = 60, sensitive_days = 10, event_days = 30 where tenant_id = '${id}'`,
    );
  }
});

afterAll(() => test.drop());

/** All that might still name somebody, as text, and what has to stay. */
async function guestsOf(tenantId: string): Promise<Record<string, unknown>> {
  const [row = {}] = await query(
    owner,
    `select
       (select string_agg(concat_ws('|', guest_name, guest_email, guest_phone, notes, request_hash), ' ' order by starts_at)
        from public.widget_bookings where tenant_id = $1) as bookings,
       (select string_agg(concat_ws('|', allergies, access_needs), ' ' order by starts_at)
        from public.widget_bookings where tenant_id = $1) as health,
       (select string_agg(concat_ws('|', contact_name, contact_email, contact_phone, company, r.notes, address, q.message), ' ' order by event_at)
        from public.widget_catering_requests r join public.widget_catering_quotes q on q.request_id = r.id
        where r.tenant_id = $1) as requests,
       (select string_agg(concat_ws('|', guest_name, guest_email, guest_phone, notes), ' ' order by wanted_at)
        from public.widget_waitlist where tenant_id = $1) as waitlist,
       (select sum(party_size)::integer from public.widget_bookings where tenant_id = $1) as covers,
       (select sum(total_minor)::integer from public.widget_catering_requests where tenant_id = $1) as minor`,
    [tenantId],
  );
  return row;
}

it('keeps no guests of others where it fails for one restaurant', async () => {
  const [first, second] = [tenant.id, other.id].toSorted();
  for (const id of [tenant.id, other.id]) await addGuests(owner, id, 100, 'Ada');
  await query(
    owner,
    `create function public.fail() returns trigger language plpgsql as $$begin raise exception 'no'; end$$;
     create trigger fail before update on public.widget_bookings
       for each row when (new.tenant_id = '${first}') execute function public.fail()`,
  );
  const failed = applyRetention(owner);
  await expect(failed).rejects.toThrow('Retention failed for 1 restaurants.');
  await query(owner, 'drop function public.fail cascade');
  expect(
    await query(
      owner,
      `select tenant_id from public.widget_bookings where guest_name = 'Ada' and tenant_id in ($1, $2)`,
      [first, second],
    ),
  ).toEqual([{ tenant_id: first }]);
});

describe('guests', () => {
  it('are kept as long as the restaurant says, their health data shorter, and the numbers always', async () => {
    await addGuests(owner, tenant.id, 70, 'Ada');
    await addGuests(owner, tenant.id, 20, 'Ivo');
    await addGuests(owner, tenant.id, -5, 'Mia');
    await applyRetention(owner);
    expect(await guestsOf(tenant.id)).toEqual({
      bookings: 'Guest|||| Ivo|g@example.com|051|By the window|hash Mia|g@example.com|051|By the window|hash',
      health: '| | Nuts|Step-free',
      requests:
        'Guest|||||| Ivo|g@example.com|051|Studio|Ring twice|Mill Yard|Dear Ivo Mia|g@example.com|051|Studio|Ring twice|Mill Yard|Dear Mia',
      waitlist: 'Guest||| Ivo|g@example.com||Window Mia|g@example.com||Window',
      covers: 12,
      minor: 360,
    });
  });

  it('of a restaurant that keeps them longer stay', async () => {
    await query(owner, 'update public.widget_settings set guest_days = 100, sensitive_days = 90 where tenant_id = $1', [
      other.id,
    ]);
    for (const { id } of [tenant, other]) await addGuests(owner, id, 70, 'Ada');
    await applyRetention(owner);
    expect(await guestsOf(tenant.id)).toMatchObject({ bookings: 'Guest||||' });
    expect(await guestsOf(other.id)).toMatchObject({
      bookings: 'Ada|g@example.com|051|By the window|hash',
      health: 'Nuts|Step-free',
    });
  });
});

const view = (daysAgo: number, tenantOf: TestTenant) => write(owner, tenantOf, timeZone, [viewAgo(daysAgo)]);

const countOf = async (table: string) =>
  (await query(owner, `select count(*)::integer as count from ${table} where tenant_id = $1`, [tenant.id]))[0]?.[
    'count'
  ];

describe('visits', () => {
  it('go after their days, and the totals stay, counted again or not', async () => {
    for (const daysAgo of [50, 40, 31, 29, 2]) await view(daysAgo, tenant);
    const { buckets, days } = await rollupsOf(owner, tenant.id);
    await applyRetention(owner);
    expect(await countOf('public.widget_analytics')).toBe(2);
    expect(await countOf('widget_private.insight_sessions')).toBe(3);
    expect(await rollupsOf(owner, tenant.id)).toMatchObject({ buckets, days });
    await query(owner, 'select widget_private.rebuild_rollups(null, null, $1)', [tenant.id]);
    await rebuildRollups(owner);
    expect(await rollupsOf(owner, tenant.id)).toMatchObject({ buckets, days });
  });
});

describe('reasons of grants', () => {
  it('go after as many days as guests; what was granted, and by whom, stays', async () => {
    await query(
      owner,
      `insert into public.widget_audit (tenant_id, action, subject, after, reason, done_at)
       select $1, action, 'main', '{"covers": 4}', 'Ada asked', now() - make_interval(days => days)
       from (values ('booking.over_granted', 61), ('booking.over_granted', 59), ('widget_rollouts.update', 61))
         as records (action, days)`,
      [tenant.id],
    );
    await applyRetention(owner);
    const rows = await query(
      owner,
      `select action, after, reason from public.widget_audit where tenant_id = $1 order by action, done_at`,
      [tenant.id],
    );
    expect(rows).toEqual([
      { action: 'booking.over_granted', after: { covers: 4 }, reason: '' },
      { action: 'booking.over_granted', after: { covers: 4 }, reason: 'Ada asked' },
      { action: 'widget_rollouts.update', after: { covers: 4 }, reason: 'Ada asked' },
    ]);
  });
});

describe('changes of bookings', () => {
  it('go with their guests', async () => {
    await addGuests(owner, tenant.id, 70, 'Ada');
    await query(
      owner,
      `update public.widget_booking_events set changed_at = now() - interval '61 days' where tenant_id = $1`,
      [tenant.id],
    );
    await applyRetention(owner);
    const rows = await query(owner, 'select kind, changes from public.widget_booking_events where tenant_id = $1', [
      tenant.id,
    ]);
    // That of the creation is gone; those of forgetting are new.
    expect(rows.map((row) => row['kind'])).not.toContain('created');
    expect(JSON.stringify(rows)).toContain('guest_erased_at');
    expect(JSON.stringify(rows)).not.toContain('Ada');
  });
});

describe('old settings of widgets', () => {
  it('go but for the newest 50 and those that a draft is based on', async () => {
    await query(
      owner,
      `do $$ begin for step in 1..70 loop
         update public.widget_configurations set config = jsonb_set(config, '{party,max}', to_jsonb(step))
         where id = '${tenant.booking.id}';
       end loop; end $$;
       update public.widget_configurations set publish_mode = 'draft', draft = config, draft_base_version = 3
       where id = '${tenant.booking.id}';
       update public.widget_config_versions set changed_at = now() - interval '31 days' where version <= 60
         and widget_id = '${tenant.booking.id}'`,
    );
    await applyRetention(owner);
    const rows = await query(
      owner,
      'select version from public.widget_config_versions where widget_id = $1 order by 1',
      [tenant.booking.id],
    );
    const versions = rows.map((row) => Number(row['version']));
    const [{ version } = {}] = await query(owner, 'select version from public.widget_configurations where id = $1', [
      tenant.booking.id,
    ]);
    expect(versions[0]).toBe(3);
    expect(versions[1]).toBe(Number(version) - 49);
    expect(versions.at(-1)).toBe(version);
  });
});

describe('a run', () => {
  it('works in batches, goes on after it was stopped, and finds nothing the next time', async () => {
    for (const daysAgo of [70, 80, 90]) await addGuests(owner, tenant.id, daysAgo, 'Ada');
    for (const daysAgo of [50, 40, 31]) await view(daysAgo, tenant);
    const stop = new AbortController();
    stop.abort();
    expect(await applyRetention(owner, { batchSize: 1, signal: stop.signal })).toBe(0);
    const counts = new Map<string, number>();
    await applyRetention(owner, { batchSize: 1, onTenant: (id, count) => counts.set(id, count) });
    expect(counts.get(tenant.id)).toBeGreaterThanOrEqual(3 * 4 + 3);
    expect(await guestsOf(tenant.id)).toMatchObject({ bookings: 'Guest|||| Guest|||| Guest||||' });
    expect(await countOf('public.widget_analytics')).toBe(0);
    expect(await applyRetention(owner)).toBe(0);
  });

  it('goes on where the visits were removed in an emergency', async () => {
    await addGuests(owner, tenant.id, 70, 'Ada');
    await query(owner, `alter table public.widget_analytics rename to widget_analytics_gone`);
    try {
      await applyRetention(owner);
    } finally {
      await query(owner, `alter table public.widget_analytics_gone rename to widget_analytics`);
    }
    expect(await guestsOf(tenant.id)).toMatchObject({ bookings: 'Guest||||' });
  });
});

it('invitations that are over go after the days of guests, and others stay', async () => {
  const invite = (email: string, daysAgo: number) =>
    query(
      owner,
      `insert into public.widget_invitations (tenant_id, email, role, token_hash, expires_at)
       values ('${tenant.id}', '${email}', 'viewer', md5('${email}'), now() - interval '${daysAgo} days')`,
    );
  for (const [email, daysAgo] of [
    ['old', 61],
    ['late', 59],
    ['open', -7],
  ] as const)
    await invite(`${email}@example.com`, daysAgo);
  await applyRetention(owner);
  expect(
    await query(owner, `select email from public.widget_invitations where tenant_id = '${tenant.id}' order by email`),
  ).toEqual([{ email: 'late@example.com' }, { email: 'open@example.com' }]);
});

it('tokens that open nothing any more go after 30 days, and others stay', async () => {
  await query(
    owner,
    `insert into public.widget_api_tokens (tenant_id, name, prefix, token_digest, expires_at, revoked_at)
     select $1, name, 'blu_12345678', sha256(convert_to(name, 'UTF8')), now() - expired_ago, now() - revoked_ago
     from (values
       ('revoked long ago', null::interval, interval '31 days'), ('revoked lately', null, interval '29 days'),
       ('over long ago', interval '31 days', null), ('over before it was revoked', interval '31 days', interval '1 day'),
       ('good', interval '-1 day', null), ('good for ever', null, null)
     ) as tokens (name, expired_ago, revoked_ago)`,
    [tenant.id],
  );
  await applyRetention(owner);
  const left = await query(owner, 'select name from public.widget_api_tokens where tenant_id = $1 order by name', [
    tenant.id,
  ]);
  expect(left.map(({ name }) => name)).toEqual(['good', 'good for ever', 'revoked lately']);
});
