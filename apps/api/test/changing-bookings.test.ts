import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { outcomeOf } from './support/call-outcome.ts';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

let test: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  test = await startTestApp();
  tenant = await createTenant(test.urls.owner, {}, 'Europe/Berlin');
});
afterAll(() => test.close());

/** A confirmed booking of four that holds its table. */
async function addBooking(startsAt: string): Promise<string> {
  const client = new Client({ connectionString: test.urls.owner });
  await client.connect();
  try {
    const { rows } = await client.query(
      `insert into public.widget_bookings
         (tenant_id, reference, party_size, starts_at, duration_minutes, guest_name, source)
       values ($1, widget_private.make_reference(), 4, $2, 105, 'Ada Neri', 'phone')
       returning id::text`,
      [tenant.id, startsAt],
    );
    const [{ id }] = z.tuple([z.object({ id: z.string() })]).parse(rows);
    await client.query('select widget_private.hold(null, b, 40, 0) from public.widget_bookings b where b.id = $1', [
      id,
    ]);
    return id;
  } finally {
    await client.end();
  }
}

const editor = () => test.clientOf(tenant.members.editor);

describe('moving a booking', () => {
  it('goes by the clock of the restaurant, also on the days when it changes', async () => {
    const bookingId = await addBooking('2027-03-27T18:30:00Z');
    const client = await editor();
    const startOf = async (localDate: string, localTime: string) =>
      (await client.bookings.move.mutate({ bookingId, startsAt: { localDate, localTime } })).startsAt;
    expect(await startOf('2027-03-28', '03:00')).toBe('2027-03-28T01:00:00.000Z');
    expect(await startOf('2027-10-31', '02:30')).toBe('2027-10-31T00:30:00.000Z');
    expect(await startOf('2027-10-31', '19:30')).toBe('2027-10-31T18:30:00.000Z');
    expect(await outcomeOf(startOf('2027-03-28', '02:30'))).toBe('outside_rules');
  });

  it('keeps what is not said, and says when it is full', async () => {
    const bookingId = await addBooking('2027-05-01T18:30:00Z');
    const client = await editor();
    const moved = await client.bookings.move.mutate({ bookingId, partySize: 7 });
    expect(moved).toMatchObject({ partySize: 7, durationMinutes: 150, startsAt: '2027-05-01T18:30:00.000Z' });
    expect(await outcomeOf(client.bookings.move.mutate({ bookingId, partySize: 41 }))).toBe('slot_taken');
    expect(await outcomeOf(client.bookings.move.mutate({ bookingId, area: 'cellar' }))).toBe('outside_rules');
  });
});

describe('granting covers beyond the seats', () => {
  it('makes room for the party that did not fit', async () => {
    const bookingId = await addBooking('2027-05-02T18:30:00Z');
    const client = await editor();
    const granted = await client.bookings.grantOver.mutate({
      tenantId: tenant.id,
      area: 'main',
      localDate: '2027-05-02',
      localTime: '20:30',
      minutes: 150,
      covers: 2,
      reason: 'A wedding',
    });
    expect(granted).toHaveLength(10);
    expect(granted[0]).toEqual({ slot: '2027-05-02T18:30:00.000Z', covers: 4, seats: 40, over: 2 });
    expect(await outcomeOf(client.bookings.move.mutate({ bookingId, partySize: 42 }))).toBe('ok');
    expect(await client.bookings.overbooked.query({ tenantId: tenant.id, from: '2027-05-02', days: 1 })).toEqual([]);
  });
});

describe('the status of a booking', () => {
  it('changes along the ways there are, and history says who did it', async () => {
    const bookingId = await addBooking('2027-05-03T18:30:00Z');
    const client = await editor();
    const change = (status: 'seated' | 'cancelled' | 'confirmed') =>
      client.bookings.changeStatus.mutate({ bookingId, status });
    expect(await change('cancelled')).toMatchObject({ status: 'cancelled' });
    expect(await outcomeOf(change('seated'))).toBe('outside_rules');
    expect(await change('confirmed')).toMatchObject({ status: 'confirmed', version: 3 });
    const { history } = await client.bookings.get.query({ bookingId });
    expect(history[0]).toMatchObject({
      changes: { status: { was: 'cancelled', is: 'confirmed' } },
      changedByName: 'Test editor',
    });
  });
});
