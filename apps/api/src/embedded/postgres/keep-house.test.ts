import { seedDemo, seedRollout } from '@blunari/db/seed';
import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import { withClient } from '@blunari/db/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keepHouse } from './keep-house.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const rowsOf = (sql: string): Promise<unknown[]> =>
  withClient(database.urls.owner, async (client) => (await client.query(sql)).rows);

it('counts again what waits, closes what nobody answered, forgets guests after their time, tells of failures and goes on', async () => {
  const tenant = '0197a000-0000-4000-8000-000000000009';
  await withClient(database.urls.owner, (client) =>
    client.query(
      `insert into public.tenants (id, name, slug) values ('${tenant}', 'Da Test', 'da-test');
       insert into public.widget_bookings
         (tenant_id, reference, party_size, starts_at, duration_minutes, guest_name, source)
       values ('${tenant}', 'DKC-222', 4, now() - interval '800 days', 90, 'Ada Neri', 'phone');
       insert into public.widget_bookings
         (tenant_id, reference, status, party_size, starts_at, duration_minutes, guest_name, source)
       values ('${tenant}', 'DKC-333', 'pending', 2, now() - interval '1 hour', 90, 'Ivo Kral', 'phone');
       select widget_private.hold(null, b, 40, null) from public.widget_bookings b where b.status = 'pending';
       insert into widget_private.waiting_insights (tenant_id, widget_id, events, visit, refused_at)
         select '${tenant}', w.id, '[]', '{}', now() - interval '31 days'
         from public.widget_configurations w where w.tenant_id = '${tenant}';
       select widget_private.rebuild_rollups(null, null);
       alter table widget_private.rollup_rebuilds rename to hidden`,
    ),
  );
  const failures: unknown[] = [];
  const house = keepHouse({
    isReady: () => true,
    ownerUrl: database.urls.owner,
    onFailure: (error) => failures.push(error),
    rebuildEveryMs: 20,
    expireEveryMs: 20,
    retainEveryMs: 20,
  });
  await expect.poll(() => failures.length).toBeGreaterThan(0);
  await rowsOf('alter table widget_private.hidden rename to rollup_rebuilds');
  await expect.poll(() => rowsOf('select from widget_private.rollup_rebuilds')).toEqual([]);
  await expect
    .poll(() => rowsOf('select guest_name, party_size, status from public.widget_bookings order by starts_at'))
    .toEqual([
      { guest_name: 'Guest', party_size: 4, status: 'confirmed' },
      { guest_name: 'Ivo Kral', party_size: 2, status: 'expired' },
    ]);
  await expect.poll(() => rowsOf('select from widget_private.waiting_insights')).toEqual([]);
  await house.stop();
});

it('stops a batch of a roll-out that does worse', async () => {
  await seedDemo(database.urls.owner, { now: new Date(), users: [] });
  await seedRollout(database.urls.owner);
  const statusOf = () => rowsOf('select status from public.widget_rollouts where batch = 3');
  await rowsOf(`update public.widget_rollouts set status = 'running', numbers = '{}' where batch = 3`);
  const house = keepHouse({
    ownerUrl: database.urls.owner,
    isReady: () => true,
    onFailure: () => undefined,
    watchEveryMs: 20,
  });
  await expect.poll(statusOf, { timeout: 10_000 }).toEqual([{ status: 'stopped' }]);
  await house.stop();
});

it('removes the restaurants of a test that broke off, without waiting for the round that forgets guests', async () => {
  const tenant = '0197a000-0000-4000-8000-00000000000a';
  await rowsOf(
    `insert into public.tenants (id, name, slug) values ('${tenant}', 'Osteria di Prova', 'test-left');
     insert into widget_private.test_tenants (tenant_id, tester, run_id, used_at)
       values ('${tenant}', '${tenant}', '${tenant}', now() - interval '11 minutes')`,
  );
  const house = keepHouse({
    ownerUrl: database.urls.owner,
    isReady: () => true,
    onFailure: () => undefined,
    sweepEveryMs: 20,
  });
  await expect.poll(() => rowsOf(`select from public.tenants where id = '${tenant}'`)).toEqual([]);
  await house.stop();
});
