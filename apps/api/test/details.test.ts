import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addGuests } from './support/add-guests.ts';
import { outcomeOf } from './support/call-outcome.ts';
import { createTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

/** Changes a booking as a colleague would, so that history knows the name. */
async function moveBooking(bookingId: string, userId: string): Promise<void> {
  const client = new Client({ connectionString: test.urls.owner });
  await client.connect();
  await client.query('begin');
  await client.query(`select set_config('request.jwt.claims', $1, true)`, [JSON.stringify({ sub: userId })]);
  await client.query(
    `update public.widget_bookings set party_size = 6, starts_at = '2026-11-24T19:00:00Z', notes = 'New words.'
     where id = $1`,
    [bookingId],
  );
  await client.query('commit');
  await client.end();
}

describe('one booking', () => {
  it('says what the guest typed and what happened, by whom', async () => {
    const tenant = await createTenant(test.urls.owner);
    const { bookingId } = await addGuests(test.urls.owner, tenant.id);
    const client = await test.clientOf(tenant.members.viewer);
    expect(await client.bookings.get.query({ bookingId })).toMatchObject({
      id: bookingId,
      version: 1,
      tenantId: tenant.id,
      reference: 'DKC-222',
      guestName: 'Ada Neri',
      guestEmail: 'ada@example.com',
      guestPhone: '+39 051 123 456',
      notes: 'A quiet table.\nNo nuts.',
      locale: 'it',
      history: [{ kind: 'created', changes: {}, changedByName: null }],
    });
    await moveBooking(bookingId, tenant.members.editor);
    const { version, notes, history } = await client.bookings.get.query({ bookingId });
    expect({ version, notes }).toEqual({ version: 2, notes: 'New words.' });
    expect(history).toMatchObject([
      { kind: 'changed', changedByName: 'Test editor' },
      { kind: 'created', changedByName: null },
    ]);
    // The guest's words are no part of history.
    expect(history[0]?.changes).toEqual({
      partySize: { was: 4, is: 6 },
      startsAt: { was: '2026-11-24T18:30:00.000Z', is: '2026-11-24T19:00:00.000Z' },
    });
  });

  it('that nobody made is not found', async () => {
    const tenant = await createTenant(test.urls.owner);
    const client = await test.clientOf(tenant.members.owner);
    expect(await outcomeOf(client.bookings.get.query({ bookingId: randomUUID() }))).toBe('not_found');
    expect(await outcomeOf(client.requests.get.query({ requestId: randomUUID() }))).toBe('not_found');
    expect(await outcomeOf(client.bookings.get.query({ bookingId: 'DKC-222' }))).toBe('invalid_input');
  });
});

describe('one catering request', () => {
  it('says what the guest typed and how its estimate adds up', async () => {
    const tenant = await createTenant(test.urls.owner);
    const { requestId } = await addGuests(test.urls.owner, tenant.id);
    const client = await test.clientOf(tenant.members.viewer);
    expect(await client.requests.get.query({ requestId })).toMatchObject({
      id: requestId,
      contactName: 'Ivo Kral',
      contactEmail: 'ivo@example.com',
      contactPhone: '+420 222 111',
      company: 'Kral & Co',
      notes: 'The lift is slow.',
      locale: 'de',
      source: 'page',
      packageId: 'garden-buffet',
      packageName: 'Garden Buffet',
      quantity: 40,
      subtotalMinor: 90_000,
      serviceMinor: 4500,
      netMinor: 94_500,
      taxMinor: 18_900,
      totalMinor: 113_400,
    });
  });
});
