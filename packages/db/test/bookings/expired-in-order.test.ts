import { afterAll, beforeAll, expect, it } from 'vitest';
import { expireBookings } from '../../src/jobs/expire-bookings.ts';
import { withClient } from '../../src/server/with-client.ts';
import { openHouse, type House } from '../support/house.ts';
import { query } from '../support/query.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse(10);
});
afterAll(() => house.close());

it('bookings that nobody answered are closed in the order in which all lock quarter hours, whichever began first', async () => {
  const { owner, superuser } = house.test.urls;
  const tenant = await house.newTenant(10);
  await query(
    owner,
    `insert into public.widget_bookings
       (tenant_id, reference, status, party_size, area, starts_at, duration_minutes, guest_name, source)
     select '${tenant.id}', b.reference, 'pending', 2, b.area, '2026-01-01T19:00Z'::timestamptz + b.later, 60, 'Ada', 'widget'
     from (values ('222-222', 'main', interval '0'), ('333-333', 'bar', interval '15 minutes')) as b (reference, area, later);
     insert into public.widget_booking_slots (tenant_id, area, slot, covers, arrivals, parties, capacity)
     select q.tenant_id, h.area, h.slot, h.party, h.arrivals, '{"2": 1}', 10
     from public.widget_bookings q cross join lateral widget_private.held_quarters(q) h
     where q.tenant_id = '${tenant.id}'`,
  );
  await withClient(owner, async (staff) => {
    const { rows } = await staff.query<{ pid: number }>('select pg_backend_pid() as pid');
    const take = (area: string) =>
      staff.query(`select from public.widget_booking_slots where tenant_id = $1 and area = $2 for update`, [
        tenant.id,
        area,
      ]);
    await staff.query('begin');
    await take('bar');
    const closed = expireBookings(owner);
    const waiting = 'select from pg_stat_activity where $1::integer = any (pg_blocking_pids(pid))';
    await expect.poll(() => query(superuser, waiting, [rows[0]?.pid]), { timeout: 20_000 }).not.toEqual([]);
    // As whoever moves a party from the bar into the room.
    await take('main');
    await staff.query('commit');
    expect(await closed).toBe(2);
  });
  expect(await house.heldOf(tenant)).toEqual({});
});
