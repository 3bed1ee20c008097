import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bookingStatusSchema, type BookingRow } from '@blunari/schema/booking';
import type { ChangeBookingStatus } from '@blunari/schema/api';
import { toAppError } from '../../src/errors.ts';
import { expireBookings } from '../../src/jobs/expire-bookings.ts';
import { changeBookingStatus } from '../../src/queries/bookings/change-booking-status.ts';
import { evening, openHouse, type House } from '../support/house.ts';
import { buildBooking, hoursAhead } from '../support/inputs.ts';
import { query } from '../support/query.ts';
import type { TestTenant } from '../support/tenant.ts';

let house: House;
let tenant: TestTenant;

beforeAll(async () => {
  house = await openHouse(10);
});
beforeEach(async () => {
  tenant = await house.newTenant(4);
});
afterAll(() => house.close());

type Status = ChangeBookingStatus['status'];

async function change(bookingId: string, status: Status, by = tenant.editor): Promise<BookingRow | string> {
  try {
    return await house.database.as(by, (tx) => changeBookingStatus(tx, { bookingId, status }));
  } catch (error) {
    return toAppError(error).code;
  }
}

const setStatus = (bookingId: string, status: string) =>
  query(house.test.urls.owner, 'update public.widget_bookings set status = $2 where id = $1', [bookingId, status]);

async function expectExact(): Promise<void> {
  expect(await house.heldOf(tenant)).toEqual(await house.countedOf(tenant));
}

describe('a status', () => {
  it.each(['cancelled', 'no_show'] as const)(
    '%s gives the covers back, and the table is sold again',
    async (status) => {
      const bookingId = await house.book(tenant);
      expect(await house.book(tenant)).toBe('slot_taken');
      expect(await change(bookingId, status)).toMatchObject({ status, version: 2 });
      expect(await house.heldOf(tenant)).toEqual({});
      expect(await house.book(tenant)).toMatch(/-/);
      await expectExact();
    },
  );

  it.each(['declined', 'cancelled'] as const)('%s frees the table that a pending booking held', async (status) => {
    const bookingId = await house.book(tenant);
    await setStatus(bookingId, 'pending');
    expect(Object.keys(await house.countedOf(tenant))).toHaveLength(6);
    expect(await change(bookingId, status)).toMatchObject({ status });
    expect(await house.heldOf(tenant)).toEqual({});
  });

  it('is closed when nobody answered before its time, once, and frees the table', async () => {
    await setStatus(await house.book(tenant, { partySize: 2 }), 'pending');
    const upcoming = await house.heldOf(tenant);
    await query(
      house.test.urls.owner,
      `insert into public.widget_bookings
         (tenant_id, reference, status, party_size, starts_at, duration_minutes, guest_name, source)
       select '${tenant.id}', widget_private.make_reference(), 'pending', 2, date_trunc('hour', now()) - ago, 90, name, 'staff'
       from (values ('Holds a table', interval '1 hour'), ('Holds none', interval '9 hours')) as guests (name, ago);
       select widget_private.hold(null, b, 4, null) from public.widget_bookings b
       where b.tenant_id = '${tenant.id}' and b.guest_name = 'Holds a table'`,
    );
    expect(Object.keys(await house.heldOf(tenant))).toHaveLength(12);
    const counts = await Promise.all([1, 2, 3].map(() => expireBookings(house.test.urls.owner)));
    expect(counts.reduce((sum, count) => sum + count)).toBe(1);
    const rows = await query(
      house.test.urls.owner,
      `select b.guest_name, b.status, (select jsonb_agg(e.changes -> 'status') from public.widget_booking_events e
         where e.booking_id = b.id and e.kind = 'changed' and b.status = 'expired') as changes
       from public.widget_bookings b where tenant_id = $1 order by starts_at`,
      [tenant.id],
    );
    expect(rows).toEqual([
      { guest_name: 'Holds none', status: 'pending', changes: null },
      { guest_name: 'Holds a table', status: 'expired', changes: [['pending', 'expired']] },
      { guest_name: 'Giulia Ferri', status: 'pending', changes: null },
    ]);
    expect(await house.heldOf(tenant)).toEqual(upcoming);
  });

  it('keeps the covers of guests who sit or have left', async () => {
    const bookingId = await house.book(tenant);
    const before = await house.heldOf(tenant);
    for (const status of ['seated', 'completed', 'seated', 'confirmed'] as const) {
      expect(await change(bookingId, status)).toMatchObject({ status });
      expect(await house.heldOf(tenant)).toEqual(before);
    }
  });

  it('taken back takes the covers again, or is refused where they are sold', async () => {
    const first = await house.book(tenant);
    await change(first, 'cancelled');
    expect(await change(first, 'confirmed')).toMatchObject({ status: 'confirmed' });
    await expectExact();
    await change(first, 'no_show');
    const second = await house.book(tenant);
    expect(await change(first, 'confirmed')).toBe('slot_taken');
    await change(second, 'cancelled');
    expect(await change(first, 'seated')).toMatchObject({ status: 'seated' });
    await expectExact();
  });

  it('leads only where a booking can go', async () => {
    const allowed = new Map<string, string>([
      ['pending', 'cancelled confirmed declined expired'],
      ['confirmed', 'cancelled completed no_show seated'],
      ['seated', 'completed confirmed'],
      ['completed', 'seated'],
      ['no_show', 'confirmed seated'],
      ['cancelled', 'confirmed'],
      ['declined', 'confirmed'],
      ['expired', 'confirmed'],
    ]);
    for (const was of bookingStatusSchema.options) {
      const rows = await query(
        house.test.urls.owner,
        `select string_agg(s, ' ' order by s) as ways from unnest($2::text[]) s where widget_private.may_become($1, s)`,
        [was, [...bookingStatusSchema.options]],
      );
      expect([was, rows[0]?.['ways']]).toEqual([was, allowed.get(was)]);
    }
    const bookingId = await house.book(tenant);
    await change(bookingId, 'seated');
    expect(await change(bookingId, 'cancelled')).toBe('outside_rules');
    expect(await change(bookingId, 'seated')).toMatchObject({ version: 2 });
  });

  it('is an editor’s to change, and a stranger’s not to know', async () => {
    const bookingId = await house.book(tenant);
    const other = await house.newTenant(4);
    expect(await change(bookingId, 'cancelled', tenant.viewer)).toBe('forbidden');
    expect(await change(bookingId, 'cancelled', other.owner)).toBe('not_found');
    expect(await change(randomUUID(), 'cancelled')).toBe('not_found');
    await expectExact();
  });

  it('is cancelled once when 20 try at the same moment', async () => {
    const bookingId = await house.book(tenant);
    await Promise.all(Array.from({ length: 20 }, () => change(bookingId, 'cancelled')));
    const events = await query(
      house.test.urls.owner,
      'select changes, changed_by from public.widget_booking_events where booking_id = $1 and kind = $2',
      [bookingId, 'changed'],
    );
    expect(events).toEqual([
      { changes: { status: ['confirmed', 'cancelled'] }, changed_by: tenant.editor.claims['sub'] },
    ]);
    expect(await house.heldOf(tenant)).toEqual({});
  });
});

const bookAt = async (startsAt: Date) => {
  const booked = await house.database.visitor.createBooking(
    tenant.booking.key,
    buildBooking({ startsAt: startsAt.toISOString() }),
  );
  if (!booked.ok) throw new Error(booked.error.message);
  return { bookingId: booked.value.id, secret: booked.value.guestSecret ?? '' };
};
const cancel = async (link: { bookingId: string; secret: string }, key = tenant.booking.key) => {
  const result = await house.database.visitor.cancelAsGuest(key, link);
  return result.ok ? result.value.status : result.error.code;
};

describe('a guest', () => {
  it('cancels by the link, as often as it is pressed', async () => {
    const link = await bookAt(evening);
    expect(link.secret).toMatch(/^[0-9a-f]{64}$/);
    const shown = () => house.database.visitor.bookingOfGuest(tenant.booking.key, link);
    expect(await shown()).toMatchObject({ ok: true, value: { status: 'confirmed', canCancel: true } });
    expect(await cancel(link)).toBe('cancelled');
    expect(await cancel(link)).toBe('cancelled');
    expect(await shown()).toMatchObject({ ok: true, value: { status: 'cancelled', canCancel: false } });
    expect(await house.heldOf(tenant)).toEqual({});
    const rows = await query(
      house.test.urls.owner,
      'select version, cancelled_by from public.widget_bookings where id = $1',
      [link.bookingId],
    );
    expect(rows).toEqual([{ version: 2, cancelled_by: 'guest' }]);
  });

  it('gets nowhere with another secret, key or booking', async () => {
    const [mine, theirs] = [await bookAt(evening), await bookAt(hoursAhead(60))];
    const other = await house.newTenant(4);
    expect(await cancel({ ...mine, secret: theirs.secret })).toBe('not_found');
    expect(await cancel({ ...mine, secret: '' })).toBe('not_found');
    expect(await cancel(mine, other.booking.key)).toBe('not_found');
    expect(await cancel(mine, tenant.catering.key)).toBe('not_found');
    await expectExact();
  });

  it('is asked to call less than two hours before, and once seated', async () => {
    await query(
      house.test.urls.owner,
      `update public.widget_configurations set config = config || '{"rules": {"leadMinutes": 0, "horizonDays": 60}}' where id = $1`,
      [tenant.booking.id],
    );
    expect(await cancel(await bookAt(hoursAhead(1)))).toBe('outside_rules');
    const link = await bookAt(evening);
    await change(link.bookingId, 'seated');
    expect(await cancel(link)).toBe('outside_rules');
    await expectExact();
  });
});
