import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { buildBooking, buildRequest, hoursAhead, visit } from './support/inputs.ts';
import { query } from './support/query.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  tenant = await createTenant(test.urls.owner, 'UTC');
});
afterAll(() => test.drop());

/** What anybody who reaches the database as the API may send. */
const send = (name: 'create_booking' | 'create_request', input: object): Promise<unknown> =>
  query(test.urls.api, `select widget_private.${name}($1, $2::jsonb)`, [
    name === 'create_booking' ? tenant.booking.key : tenant.catering.key,
    JSON.stringify(input),
  ]);

const soon = hoursAhead(30).toISOString();
const hours = [
  soon.replace('Z', ''),
  soon.slice(0, 16),
  soon.slice(0, 10),
  'tomorrow',
  `${soon.slice(0, 16)} Europe/Rome`,
  soon.replace('T', ' '),
  null,
  7,
];

describe('an hour that is no instant', () => {
  it.each(hours)('is not booked: %s', async (startsAt) => {
    await expect(send('create_booking', { ...buildBooking(), startsAt })).rejects.toMatchObject({ code: 'WB006' });
  });

  it.each(hours)('is not asked for: %s', async (eventAt) => {
    await expect(send('create_request', { ...buildRequest(), eventAt })).rejects.toMatchObject({ code: 'WB006' });
  });

  it('is booked with any offset', async () => {
    const local = new Date(hoursAhead(30).getTime() + 7_200_000).toISOString().slice(0, 16);
    await send('create_booking', { ...buildBooking({ partySize: 1 }), startsAt: `${local}+02:00` });
    await send('create_booking', { ...buildBooking({ partySize: 1 }), startsAt: soon });
  });
});

it.each(['staff', 'phone', '', null, 5, {}])('nobody but a visitor comes by widget or page: %j', async (source) => {
  await expect(send('create_booking', { ...buildBooking(), source })).rejects.toMatchObject({ code: 'WB006' });
  await expect(send('create_request', { ...buildRequest(), source })).rejects.toMatchObject({ code: 'WB006' });
});

it.each([7, {}, [], true, 'nowhere', '203.0.113.77; drop', '1'.repeat(9_999)])(
  'a visit with the address %j is refused, and not repeated in the answer',
  async (ip) => {
    const refused = send('create_booking', { ...buildBooking(), visit: { ...visit, ip } });
    await expect(refused).rejects.toMatchObject({ code: 'WB006', message: expect.stringMatching(/^.{0,40}$/) });
  },
);

it.each(['text', 7, []])('a visit %j is refused', async (hostile) => {
  const refused = send('create_booking', { ...buildBooking(), visit: hostile });
  await expect(refused).rejects.toMatchObject({ code: 'WB006' });
});
