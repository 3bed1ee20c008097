import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moveBooking } from '../../src/queries/bookings/move-booking.ts';
import { openHouse, type House } from '../support/house.ts';
import { query } from '../support/query.ts';
import type { TestTenant } from '../support/tenant.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse(4);
});
afterAll(() => house.close());

async function tenantIn(timeZone: string): Promise<TestTenant> {
  const tenant = await house.newTenant(8);
  await query(house.test.urls.owner, 'update public.widget_settings set time_zone = $2 where tenant_id = $1', [
    tenant.id,
    timeZone,
  ]);
  await query(
    house.test.urls.owner,
    `update public.widget_configurations set config = config || '{"rules": {"leadMinutes": 0, "horizonDays": 730}}' where id = $1`,
    [tenant.booking.id],
  );
  return tenant;
}

/** What the restaurant's clock shows at the start of each quarter hour that holds something, with its offset. */
async function shownQuarters(tenant: TestTenant, timeZone: string): Promise<readonly string[]> {
  const instants = Object.keys(await house.heldOf(tenant)).map((key) => key.replace('main ', ''));
  return instants.toSorted().map((instant) => {
    const shown = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
    return `${shown.toPlainTime().toString({ smallestUnit: 'minute' })}${shown.offset}`;
  });
}

/** The instant of a wall time, in the session's own zone too: nothing in SQL may look at it. */
const at = (wall: string, timeZone: string): string =>
  Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone).toInstant().toString({ fractionalSecondDigits: 3 });

describe.each([
  {
    name: 'Berlin loses an hour',
    timeZone: 'Europe/Berlin',
    startsAt: '2027-03-28T01:30',
    shown: ['01:30+01:00', '01:45+01:00', '03:00+02:00', '03:15+02:00', '03:30+02:00', '03:45+02:00'],
  },
  {
    name: 'Berlin has an hour twice',
    timeZone: 'Europe/Berlin',
    startsAt: '2027-10-31T02:15',
    shown: ['02:15+02:00', '02:30+02:00', '02:45+02:00', '02:00+01:00', '02:15+01:00', '02:30+01:00'],
  },
  {
    name: 'New York loses an hour',
    timeZone: 'America/New_York',
    startsAt: '2027-03-14T01:00',
    shown: ['01:00-05:00', '01:15-05:00', '01:30-05:00', '01:45-05:00', '03:00-04:00', '03:15-04:00'],
  },
  {
    name: 'New York has an hour twice',
    timeZone: 'America/New_York',
    startsAt: '2027-11-07T00:45',
    shown: ['00:45-04:00', '01:00-04:00', '01:15-04:00', '01:30-04:00', '01:45-04:00', '01:00-05:00'],
  },
])('on the day when $name', ({ timeZone, startsAt, shown }) => {
  it('a booking holds the ninety minutes that the guests really sit', async () => {
    const tenant = await tenantIn(timeZone);
    expect(await house.book(tenant, { startsAt: at(startsAt, timeZone) })).toMatch(/-/);
    expect(await shownQuarters(tenant, timeZone)).toEqual(shown);
    expect(await house.heldOf(tenant)).toEqual(await house.countedOf(tenant));
  });

  it('a booking is moved there and back whole, whatever zone the session is in', async () => {
    const tenant = await tenantIn(timeZone);
    const before = Temporal.PlainDateTime.from(startsAt).subtract({ days: 1 }).toString();
    const bookingId = await house.book(tenant, { startsAt: at(before, timeZone) });
    const held = await house.heldOf(tenant);
    const moveTo = (wall: string) =>
      house.database.as(tenant.editor, async (tx) => {
        await tx.$executeRaw`select set_config('timezone', ${timeZone}, true)`;
        await moveBooking(tx, { bookingId, startsAt: new Date(at(wall, timeZone)) });
      });
    await moveTo(startsAt);
    expect(await shownQuarters(tenant, timeZone)).toEqual(shown);
    await moveTo(before);
    expect(await house.heldOf(tenant)).toEqual(held);
  });
});
