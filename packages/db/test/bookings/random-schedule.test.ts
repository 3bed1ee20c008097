import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toAppError } from '../../src/errors.ts';
import { changeBookingStatus } from '../../src/queries/bookings/change-booking-status.ts';
import { grantOver } from '../../src/queries/bookings/grant-over.ts';
import { moveBooking } from '../../src/queries/bookings/move-booking.ts';
import { evening, openHouse, quarterAfter, type House } from '../support/house.ts';
import { query } from '../support/query.ts';
import type { TestTenant } from '../support/tenant.ts';

const clerks = 8;
const actionsEach = 12;
const seats = 10;

let house: House;

beforeAll(async () => {
  house = await openHouse(clerks);
});
afterAll(() => house.close());

const quarter = fc.integer({ min: 0, max: 7 });
const partySize = fc.integer({ min: 1, max: 6 });
const area = fc.constantFrom('main', 'terrace');
/** Which of the bookings so far, by a number of any size. */
const pick = fc.nat(1000);
const actionArbitrary = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('book' as const), quarter, partySize, area }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('move' as const), pick, quarter, partySize, area }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      pick,
      status: fc.constantFrom('cancelled', 'confirmed', 'seated', 'no_show', 'completed'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('grant' as const), quarter, covers: fc.nat(4), area }) },
);

type Action = typeof actionArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

/** What a restaurant may refuse in a rush; anything else is a fault, a deadlock above all. */
const refusals = new Set(['slot_taken', 'outside_rules']);

async function act(tenant: TestTenant, ids: string[], action: Action): Promise<string> {
  if (action.do === 'book') {
    const startsAt = quarterAfter(evening, action.quarter).toISOString();
    const answer = await house.book(tenant, { startsAt, partySize: action.partySize, area: action.area });
    if (!refusals.has(answer)) ids.push(answer);
    return answer;
  }
  const bookingId = 'pick' in action ? ids[action.pick % ids.length] : '';
  if (bookingId === undefined) return 'slot_taken';
  try {
    await house.database.as(tenant.editor, async (tx) => {
      if (action.do === 'change') await changeBookingStatus(tx, { bookingId, status: action.status });
      else if (action.do === 'move') {
        const startsAt = quarterAfter(evening, action.quarter);
        await moveBooking(tx, { bookingId, startsAt, partySize: action.partySize, area: action.area });
      } else {
        const from = quarterAfter(evening, action.quarter);
        const to = quarterAfter(from, 4);
        const { covers } = action;
        await grantOver(tx, { tenantId: tenant.id, area: action.area, from, to, covers, reason: 'A large family' });
      }
    });
    return bookingId;
  } catch (error) {
    return toAppError(error).code;
  }
}

it('holds exactly what is booked, whatever eight clerks and guests do at once', { timeout: 240_000 }, async () => {
  const scripts = fc.array(fc.array(actionArbitrary, { minLength: actionsEach, maxLength: actionsEach }), {
    minLength: clerks,
    maxLength: clerks,
  });
  await fc.assert(
    fc.asyncProperty(scripts, async (actions) => {
      const tenant = await house.newTenant(seats);
      const ids: string[] = [];
      const answers: string[] = [];
      await Promise.all(
        actions.map(async (script) => {
          for (const action of script) answers.push(await act(tenant, ids, action));
        }),
      );
      const codes = answers.filter((answer) => /^[a-z_]+$/.test(answer) && !refusals.has(answer));
      expect(codes).toEqual([]);
      expect(ids.length).toBeGreaterThan(0);
      const held = await house.heldOf(tenant);
      expect(held).toEqual(await house.countedOf(tenant));
      const broken = await query(
        house.test.urls.owner,
        'select slot from public.widget_booking_slots where tenant_id = $1 and covers > capacity + over',
        [tenant.id],
      );
      expect(broken).toEqual([]);
    }),
    { numRuns: 6, seed: 20_261_125, endOnFailure: true },
  );
});
