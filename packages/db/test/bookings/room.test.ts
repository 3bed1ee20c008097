import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toAppError } from '../../src/errors.ts';
import { grantOver, type OverGrant } from '../../src/queries/bookings/grant-over.ts';
import { overbookedSlots } from '../../src/queries/bookings/overbooked-slots.ts';
import { evening, openHouse, quarterAfter, type House } from '../support/house.ts';
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

const tooMany = (by = tenant.viewer) =>
  house.database.as(by, (tx) =>
    overbookedSlots(tx, { tenantId: tenant.id, from: quarterAfter(evening, -8), to: quarterAfter(evening, 16) }),
  );

describe('covers beyond the seats', () => {
  it('are sold in their quarter hours and area alone', async () => {
    await house.book(tenant, { partySize: 8 });
    const granted = await grant();
    expect(granted).toHaveLength(6);
    expect(granted[0]).toEqual({ slot: evening.toISOString(), covers: 8, seats: 8, over: 4 });
    expect(await house.book(tenant, { partySize: 4 })).toMatch(/-/);
    expect(await house.book(tenant, { partySize: 1 })).toBe('slot_taken');
    const later = quarterAfter(evening, 8).toISOString();
    expect(await house.book(tenant, { partySize: 8, startsAt: later })).toMatch(/-/);
    expect(await house.book(tenant, { partySize: 1, startsAt: later })).toBe('slot_taken');
    expect(await house.heldOf(tenant)).toEqual(await house.countedOf(tenant));
  });

  it('taken back cancel nothing and stop sales', async () => {
    await grant();
    await house.book(tenant, { partySize: 8 });
    await house.book(tenant, { partySize: 3 });
    const slots = await grant({ covers: 0 });
    expect(slots[0]).toEqual({ slot: evening.toISOString(), covers: 11, seats: 8, over: 0 });
    expect(await house.book(tenant, { partySize: 1 })).toBe('slot_taken');
    expect(await tooMany()).toHaveLength(6);
    expect(await grant({ covers: 4 })).toHaveLength(6);
    expect(await house.book(tenant, { partySize: 1 })).toMatch(/-/);
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
    ['in an area that is not there', { area: 'cellar' }, 'outside_rules'],
  ])('are refused %s', async (_, changes, code) => {
    expect(await grant(changes)).toBe(code);
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
