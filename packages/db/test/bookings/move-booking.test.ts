import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BookingRow } from '@blunari/schema/booking';
import { toAppError } from '../../src/errors.ts';
import { changeBookingStatus } from '../../src/queries/bookings/change-booking-status.ts';
import { moveBooking, type BookingMove } from '../../src/queries/bookings/move-booking.ts';
import { evening, openHouse, quarterAfter, type House } from '../support/house.ts';
import { query } from '../support/query.ts';
import type { TestTenant } from '../support/tenant.ts';

let house: House;
let tenant: TestTenant;

beforeAll(async () => {
  house = await openHouse(20);
});
beforeEach(async () => {
  tenant = await house.newTenant(8);
});
afterAll(() => house.close());

async function move(wanted: BookingMove, by = tenant.editor): Promise<BookingRow | string> {
  try {
    return await house.database.as(by, (tx) => moveBooking(tx, wanted));
  } catch (error) {
    return toAppError(error).code;
  }
}

async function expectExact(): Promise<void> {
  expect(await house.heldOf(tenant)).toEqual(await house.countedOf(tenant));
}

describe('moving a booking', () => {
  it('gives back the old quarter hours and takes the new ones, also where they overlap', async () => {
    const bookingId = await house.book(tenant, { partySize: 8 });
    const startsAt = quarterAfter(evening, 2);
    expect(await move({ bookingId, startsAt })).toMatchObject({ startsAt: startsAt.toISOString(), version: 2 });
    expect(Object.keys(await house.heldOf(tenant)).toSorted()[0]).toBe(`main ${startsAt.toISOString()}`);
    await expectExact();
    expect(await house.book(tenant, { partySize: 1, startsAt: quarterAfter(evening, -4).toISOString() })).toMatch(/-/);
  });

  it('into a full time changes nothing at all', async () => {
    const later = quarterAfter(evening, 8);
    const bookingId = await house.book(tenant, { partySize: 4 });
    await house.book(tenant, { partySize: 6, startsAt: later.toISOString() });
    const before = await house.heldOf(tenant);
    // Only its last quarter hour is full.
    expect(await move({ bookingId, startsAt: quarterAfter(evening, 3) })).toBe('slot_taken');
    expect(await move({ bookingId, startsAt: later, partySize: 2 })).toMatchObject({ partySize: 2 });
    expect(await move({ bookingId, partySize: 3 })).toBe('slot_taken');
    await expectExact();
    await move({ bookingId, startsAt: evening, partySize: 4 });
    expect(await house.heldOf(tenant)).toEqual(before);
  });

  it('to another area counts there, and back', async () => {
    const bookingId = await house.book(tenant, { partySize: 8 });
    expect(await move({ bookingId, area: 'terrace' })).toMatchObject({ version: 2 });
    expect(Object.keys(await house.heldOf(tenant)).every((key) => key.startsWith('terrace '))).toBe(true);
    expect(await house.book(tenant, { partySize: 8 })).toMatch(/-/);
    expect(await move({ bookingId, area: 'main' })).toBe('slot_taken');
    expect(await move({ bookingId, area: 'cellar' })).toBe('outside_rules');
    await expectExact();
  });

  it('lets a party shrink where the settings have fewer seats by now, and not grow', async () => {
    const bookingId = await house.book(tenant, { partySize: 8 });
    await house.setSeats(tenant, 5);
    expect(await move({ bookingId, partySize: 7 })).toMatchObject({ partySize: 7 });
    expect(await move({ bookingId, partySize: 8 })).toBe('slot_taken');
    await expectExact();
  });

  it('seats a party of another size as long as the settings say for it', async () => {
    await query(
      house.test.urls.owner,
      `update public.widget_configurations set config = jsonb_set(config, '{capacity,turnMinutes}', '{"1": 90, "5": 120}')
       where id = $1`,
      [tenant.booking.id],
    );
    const bookingId = await house.book(tenant, { partySize: 2 });
    expect(await move({ bookingId, partySize: 6 })).toMatchObject({ partySize: 6, durationMinutes: 120 });
    await expectExact();
  });

  it('is refused between two minutes, for a booking that is over, and for whoever may not', async () => {
    const bookingId = await house.book(tenant);
    expect(await move({ bookingId, startsAt: new Date(evening.getTime() + 1) })).toBe('outside_rules');
    expect(await move({ bookingId, partySize: 0 })).toBe('outside_rules');
    expect(await move({ bookingId, partySize: 3 }, tenant.viewer)).toBe('forbidden');
    expect(await move({ bookingId, partySize: 3 }, (await house.newTenant(4)).owner)).toBe('not_found');
    await house.database.as(tenant.editor, (tx) => changeBookingStatus(tx, { bookingId, status: 'cancelled' }));
    expect(await move({ bookingId, partySize: 3 })).toBe('outside_rules');
    await expectExact();
  });

  it.each(['infinity', '-infinity', '0001-01-01', '2999-01-01', 'epoch'])(
    'to %s, past the API, is refused at once',
    async (time) => {
      const bookingId = await house.book(tenant);
      const sql = `select widget_private.move_booking('${bookingId}', '${time}', null, null)`;
      const moved = house.database.as(tenant.editor, (tx) => tx.$executeRawUnsafe(sql));
      const code = await moved.then(
        () => 'moved',
        (error: unknown) => toAppError(error).code,
      );
      expect(code).toBe('outside_rules');
      await expectExact();
    },
  );

  it('of two that change places at the same moment never waits in a circle', async () => {
    tenant = await house.newTenant(40);
    const [here, there] = [evening, quarterAfter(evening, 3)];
    const ids = await Promise.all([here, there].map((at) => house.book(tenant, { startsAt: at.toISOString() })));
    for (let round = 0; round < 10; round += 1) {
      const targets = round % 2 === 0 ? [there, here] : [here, there];
      const moved = await Promise.all(ids.map((bookingId, index) => move({ bookingId, startsAt: targets[index] })));
      expect(moved.filter((answer) => typeof answer === 'string')).toEqual([]);
    }
    await expectExact();
  });
});
