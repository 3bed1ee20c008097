import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingConfigSchema, cateringConfigSchema, placeSchema } from '@blunari/schema/config';
import { createDatabase, type Database } from '../src/client.ts';
import {
  demoPeople,
  demoTenants,
  greenForkCatering,
  greenForkPlace,
  luciaBooking,
  luciaCatering,
  luciaPlace,
} from '@blunari/schema/demo';
import { seedDemo } from '../src/seed/seed-demo.ts';
import { rebuildRollups } from '../src/jobs/rebuild-rollups.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { query } from './support/query.ts';
import { daysThatDoNotAddUp, rollupsOf } from './support/rollups.ts';

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api });
  const users = demoPeople.map(({ id, email }) => `('${id}', '${email}')`).join(', ');
  await query(test.urls.owner, `insert into auth.users (id, email) values ${users}`);
  await seedDemo(test.urls.owner, { now: new Date() });
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

const counts = () =>
  query(
    test.urls.owner,
    `select (select count(*)::int from public.widget_bookings) as bookings,
       (select count(*)::int from public.widget_catering_requests) as requests,
       (select count(*)::int from public.widget_analytics_daily where dimension = 'total') as days,
       (select count(*)::int from public.tenant_members) as members,
       (select sum(version)::int from public.widget_configurations) as versions`,
  );

describe('the demo', () => {
  it('has settings that the product itself would accept', () => {
    expect(bookingConfigSchema.safeParse(luciaBooking('2026-11-24')).error).toBeUndefined();
    expect(cateringConfigSchema.safeParse(luciaCatering).error).toBeUndefined();
    expect(cateringConfigSchema.safeParse(greenForkCatering).error).toBeUndefined();
    expect(placeSchema.safeParse(luciaPlace).error).toBeUndefined();
    expect(placeSchema.safeParse(greenForkPlace).error).toBeUndefined();
  });

  it('serves three active widgets by fixed keys and one that is not active', async () => {
    const { lucia, greenFork } = demoTenants;
    const keys = [lucia.keys.booking, lucia.keys.catering, greenFork.keys.catering, greenFork.keys.booking];
    const widgets = await Promise.all(keys.map((key) => database.visitor.widget(key)));
    expect(widgets.map((widget) => widget.ok && widget.value?.isActive)).toEqual([true, true, true, false]);
  });

  it('holds exactly the covers of its bookings', async () => {
    const wrong = await query(
      test.urls.owner,
      `select s.slot from public.widget_booking_slots s
       left join lateral (
         select coalesce(sum(b.party_size), 0) as covers,
           coalesce(sum(b.party_size) filter (where b.starts_at = s.slot), 0) as arrivals
         from public.widget_bookings b
         where b.tenant_id = s.tenant_id and b.status not in ('cancelled', 'no_show') and b.starts_at < s.slot + interval '15 minutes'
           and b.starts_at + make_interval(mins => b.duration_minutes) > s.slot
       ) as booked on true
       where s.covers <> booked.covers or s.arrivals <> booked.arrivals or s.arrivals > 10`,
    );
    expect(wrong).toEqual([]);
  });

  it('has no more by any dimension than in all, and stays as it is when totals are counted again', async () => {
    for (const { id } of Object.values(demoTenants)) {
      expect(await daysThatDoNotAddUp(test.urls.owner, id)).toEqual([]);
      const counted = await rollupsOf(test.urls.owner, id);
      // Nobody is turned away from a caterer.
      expect(new Set(counted.days.map((row) => row['dimension'])).size).toBe(id === demoTenants.lucia.id ? 12 : 11);
      // Without any event there is nothing to count again; with one, other days stay all the same.
      await query(
        test.urls.owner,
        `insert into public.widget_analytics (id, widget_id, tenant_id, event_type, "timestamp")
         select gen_random_uuid(), w.id, w.tenant_id, 'view', now() - interval '10 days'
         from public.widget_configurations w where w.tenant_id = $1`,
        [id],
      );
      await query(test.urls.owner, 'select widget_private.rebuild_rollups(null, null, $1)', [id]);
      expect(await rebuildRollups(test.urls.owner)).toBe(1);
      expect(await rollupsOf(test.urls.owner, id)).toMatchObject({ days: counted.days });
    }
  });

  it('counts its sessions under the values that they have', async () => {
    const wrong = await query(
      test.urls.owner,
      `select * from (
         select s.widget_id, s.local_date, d.dimension, s.traits[d.place - 1] as value, count(*) as sessions
         from widget_private.insight_sessions s
         cross join unnest(widget_private.insight_dimensions()) with ordinality as d (dimension, place)
         where d.dimension <> 'total' and s.traits[d.place - 1] <> ''
         group by 1, 2, 3, 4
       ) as own
       full join (
         select widget_id, local_date, dimension, value, sessions from public.widget_analytics_daily
         where dimension = any (widget_private.insight_dimensions()) and dimension <> 'total' and sessions > 0
       ) as rolled_up using (widget_id, local_date, dimension, value)
       where own.sessions is distinct from rolled_up.sessions limit 5`,
    );
    expect(wrong).toEqual([]);
  });

  it('adds nothing a second time, not even on another day', async () => {
    const before = await counts();
    expect(before).toMatchObject([{ requests: 5, days: 276, members: 8 }]);
    expect(Number(before[0]?.['bookings'])).toBeGreaterThan(22);
    const later = await seedDemo(test.urls.owner, { now: new Date(Date.now() + 3 * 86_400_000) });
    expect(later).toEqual({ isNew: false });
    expect(await counts()).toEqual(before);
  });

  it('brings back nobody who has left a restaurant', async () => {
    const other = await createTestDatabase();
    const people = demoPeople.map(({ id, email }) => `('${id}', '${email}')`).join(', ');
    await query(other.urls.owner, `insert into auth.users (id, email) values ${people}`);
    await seedDemo(other.urls.owner, { now: new Date() });
    await query(other.urls.owner, `delete from public.tenant_members where role = 'viewer'`);
    await seedDemo(other.urls.owner, { now: new Date() });
    expect(await query(other.urls.owner, `select from public.tenant_members where role = 'viewer'`)).toEqual([]);
    await other.drop();
  });

  it('lets each member see their own restaurant and the platform admin none', async () => {
    for (const person of demoPeople) {
      const claims = { sub: person.id, app_metadata: { platform_admin: person.isPlatformAdmin } };
      const seen = await database.as({ role: 'authenticated', claims }, (tx) => tx.tenant.findMany());
      expect(seen.map((tenant) => tenant.id)).toEqual(person.tenantId === null ? [] : [person.tenantId]);
    }
  });

  it('names what is missing when its users do not exist, and keeps nothing', async () => {
    const other = await createTestDatabase();
    await expect(seedDemo(other.urls.owner, { now: new Date() })).rejects.toThrow('8 are missing in auth.users');
    expect(await query(other.urls.owner, 'select from public.tenants')).toEqual([]);
    await other.drop();
  });

  it.each(['2026-12-20T10:00:00Z', '2027-03-27T23:30:00Z', '2027-08-09T08:00:00Z'])('can begin on %s', async (now) => {
    const other = await createTestDatabase();
    const result = await seedDemo(other.urls.owner, { now: new Date(now), users: [] });
    expect(result).toEqual({ isNew: true });
    await other.drop();
  });
});
