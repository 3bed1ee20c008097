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
