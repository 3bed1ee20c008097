import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toAppError } from '../../src/errors.ts';
import { grantOver, type OverGrant } from '../../src/queries/bookings/grant-over.ts';
import { moveBooking, type BookingMove } from '../../src/queries/bookings/move-booking.ts';
import { overbookedSlots } from '../../src/queries/bookings/overbooked-slots.ts';
import { evening, openHouse, quarterAfter, type House } from '../support/house.ts';
import { hoursAhead } from '../support/inputs.ts';
import { query } from '../support/query.ts';
import type { TestTenant } from '../support/tenant.ts';

let house: House;
let tenant: TestTenant;

beforeAll(async () => {
  house = await openHouse(10);
});
beforeEach(async () => {
  tenant = await house.newTenant(8);
});
afterAll(() => house.close());

async function grant(changes: Partial<OverGrant> = {}, by = tenant.editor) {
  const wanted = { tenantId: tenant.id, area: 'main', from: evening, to: quarterAfter(evening, 6), covers: 4 };
  try {
    return await house.database.as(by, (tx) => grantOver(tx, { ...wanted, reason: 'A regular', ...changes }));
  } catch (error) {
    return toAppError(error).code;
  }
}

const move = (wanted: BookingMove) =>
  house.database
    .as(tenant.editor, (tx) => moveBooking(tx, wanted))
    .then(
      () => 'ok',
      (error: unknown) => toAppError(error).code,
    );

const tooMany = (by = tenant.viewer) =>
  house.database.as(by, (tx) =>
    overbookedSlots(tx, { tenantId: tenant.id, from: quarterAfter(evening, -8), to: quarterAfter(evening, 16) }),
  );

describe('covers beyond the seats', () => {
  it('are taken by staff, in their quarter hours and area alone', async () => {
    const later = quarterAfter(evening, 8);
    const bookingId = await house.book(tenant, { partySize: 8 });
    const other = await house.book(tenant, { partySize: 2, startsAt: later.toISOString() });
    const granted = await grant();
    expect(granted).toHaveLength(6);
    expect(granted[0]).toEqual({ slot: evening.toISOString(), covers: 8, seats: 8, over: 4 });
    expect(await move({ bookingId, partySize: 12 })).toBe('ok');
    expect(await move({ bookingId, partySize: 13 })).toBe('slot_taken');
    expect(await move({ bookingId: other, partySize: 9 })).toBe('slot_taken');
    expect(await house.heldOf(tenant)).toEqual(await house.countedOf(tenant));
  });

  it('are no visitor’s to take, whom they are not offered', async () => {
    await house.book(tenant, { partySize: 6 });
    await grant();
    expect(await house.book(tenant, { partySize: 3 })).toBe('slot_taken');
    const bookingId = await house.book(tenant, { partySize: 2 });
    expect(await move({ bookingId, partySize: 6 })).toBe('ok');
    expect(await house.book(tenant, { partySize: 1 })).toBe('slot_taken');
    expect(await house.heldOf(tenant)).toEqual(await house.countedOf(tenant));
  });

  it('taken back cancel nothing and stop sales', async () => {
    await grant();
    const bookingId = await house.book(tenant, { partySize: 8 });
    expect(await move({ bookingId, partySize: 11 })).toBe('ok');
    const slots = await grant({ covers: 0 });
    expect(slots[0]).toEqual({ slot: evening.toISOString(), covers: 11, seats: 8, over: 0 });
    expect(await house.book(tenant, { partySize: 1 })).toBe('slot_taken');
    expect(await tooMany()).toHaveLength(6);
    expect(await move({ bookingId, partySize: 12 })).toBe('slot_taken');
    expect(await grant({ covers: 4 })).toHaveLength(6);
    expect(await move({ bookingId, partySize: 12 })).toBe('ok');
  });

  it('keep who granted them and why', async () => {
    await grant({ reason: ' A wedding ' });
    const rows = await query(
      house.test.urls.owner,
      'select actor, action, subject, after, reason from public.widget_audit where tenant_id = $1',
      [tenant.id],
    );
    const after = { from: evening.toISOString(), to: quarterAfter(evening, 6).toISOString(), covers: 4 };
    const actor = tenant.editor.claims['sub'];
    expect(rows).toEqual([{ actor, action: 'booking.over_granted', subject: 'main', after, reason: 'A wedding' }]);
  });

  it.each([
    ['without a reason', { reason: ' ' }, 'invalid_input'],
    ['of a negative number', { covers: -1 }, 'invalid_input'],
    ['from a time to itself', { to: evening }, 'invalid_input'],
    ['for more than a day', { to: quarterAfter(evening, 97) }, 'invalid_input'],
    ['for the year 9999', { from: new Date('9999-12-30'), to: new Date('9999-12-31') }, 'outside_rules'],
    ['for a day that has gone', { from: hoursAhead(-26), to: hoursAhead(-3) }, 'outside_rules'],
    ['in an area that is not there', { area: 'cellar' }, 'outside_rules'],
  ])('are refused %s', async (_, changes, code) => {
    expect(await grant(changes)).toBe(code);
  });

  it.each([
    ['infinity', 'infinity', 'outside_rules'],
    ['-infinity', '-infinity', 'outside_rules'],
    ['now', 'infinity', 'invalid_input'],
    ['-infinity', 'infinity', 'invalid_input'],
    ['0001-01-01 BC', '0001-01-01 12:00 BC', 'outside_rules'],
  ])('from %s to %s, past the API, are refused at once', async (from, to, code) => {
    const sql = `select widget_private.grant_over('${tenant.id}', 'main', '${from}', '${to}', 4, 'A regular')`;
    const answer = await house.database
      .as(tenant.editor, (tx) => tx.$queryRawUnsafe(sql))
      .then(
        () => 'ok',
        (error: unknown) => toAppError(error).code,
      );
    expect(answer).toBe(code);
  });

  it('are an editor’s to grant', async () => {
    expect(await grant({}, tenant.viewer)).toBe('forbidden');
    expect(await grant({}, (await house.newTenant(8)).owner)).toBe('not_found');
  });
});

describe('seats lowered below what is booked', () => {
  it('refuse nothing, stop sales and list what is too many', async () => {
    const first = await house.book(tenant, { partySize: 4 });
    const second = await house.book(tenant, { partySize: 3, startsAt: quarterAfter(evening, 4).toISOString() });
    expect(await tooMany()).toEqual([]);
    await house.setSeats(tenant, 5);
    expect(await house.book(tenant, { partySize: 1, startsAt: quarterAfter(evening, 4).toISOString() })).toBe(
      'slot_taken',
    );
    expect(await tooMany()).toEqual(
      [4, 5].map((quarters) => ({
        area: 'main',
        slot: quarterAfter(evening, quarters).toISOString(),
        covers: 7,
        seats: 5,
        over: 0,
        bookingIds: [first, second],
      })),
    );
    await grant({ covers: 2 });
    expect(await tooMany()).toEqual([]);
  });

  it('are nothing to whoever does not work there', async () => {
    await house.book(tenant, { partySize: 8 });
    await house.setSeats(tenant, 2);
    expect(await tooMany()).toHaveLength(6);
    expect(await tooMany((await house.newTenant(8)).owner)).toEqual([]);
  });
});

describe('a quarter hour', () => {
  it('holds no more than its seats and what was granted beyond them, whoever writes it', async () => {
    const held = (covers: number, over: number) =>
      query(
        house.test.urls.owner,
        `insert into public.widget_booking_slots (tenant_id, area, slot, covers, capacity, over)
         values ($1, 'main', '2027-01-01T12:00Z', $2, 8, $3)
         on conflict (tenant_id, area, slot) do update set covers = excluded.covers, over = excluded.over`,
        [tenant.id, covers, over],
      ).then(
        () => 'held',
        (error: unknown) => error,
      );
    const refusal = { code: '23514', constraint: 'widget_booking_slots_covers_check' };
    expect(await held(9, 0)).toMatchObject(refusal);
    expect(await held(8, 0)).toBe('held');
    expect(await held(9, 0)).toMatchObject(refusal);
    expect(await held(9, 1)).toBe('held');
    expect(await held(10, 1)).toMatchObject(refusal);
    expect(await held(-1, 1)).toMatchObject(refusal);
  });
});
