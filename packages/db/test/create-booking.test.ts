import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { turnMinutesFor } from '@blunari/schema/booking/quarters';
import { createDatabase, type Database } from '../src/client.ts';
import type { NewBooking } from '../src/queries/create-booking.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { buildBooking, hoursAhead } from './support/inputs.ts';
import { messagesOn } from './support/messages.ts';
import { query } from './support/query.ts';
import { withTakenReference } from './support/taken-reference.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api, poolSize: 50, connectionWaitMs: 60_000 });
});

beforeEach(async () => {
  tenant = await createTenant(test.urls.owner);
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

const configure = (config: string): Promise<unknown> =>
  query(test.urls.owner, `update public.widget_configurations set config = config || $2::jsonb where id = $1`, [
    tenant.booking.id,
    config,
  ]);

const capacity = (seats: number, pacingCovers: number): string =>
  JSON.stringify({ capacity: { seats, pacingCovers, turnMinutes: { '1': 90 }, bufferMinutes: 0 } });

const book = (changes: Partial<NewBooking> = {}) =>
  database.visitor.createBooking(tenant.booking.key, buildBooking(changes));

const slots = () =>
  query(
    test.urls.owner,
    `select slot, covers, arrivals, capacity from public.widget_booking_slots where tenant_id = $1 order by slot`,
    [tenant.id],
  );

describe('create_booking', () => {
  it('stores booking, history, message, covers and conversion together', async () => {
    const startsAt = hoursAhead(30);
    const result = await book({ startsAt: startsAt.toISOString(), partySize: 3 });
    expect(result).toMatchObject({
      ok: true,
      value: {
        status: 'confirmed',
        partySize: 3,
        durationMinutes: 105,
        isRepeat: false,
        startsAt: startsAt.toISOString(),
      },
    });
    expect(await slots()).toEqual(
      Array.from({ length: 7 }, (_, index) => ({
        slot: new Date(startsAt.getTime() + index * 900_000),
        covers: 3,
        arrivals: index === 0 ? 3 : 0,
        capacity: 40,
      })),
    );
    const events = await query(
      test.urls.owner,
      'select kind, changes from public.widget_booking_events where tenant_id = $1',
      [tenant.id],
    );
    expect(events).toEqual([{ kind: 'created', changes: {} }]);
    const [conversion] = await query(
      test.urls.owner,
      `select event_type as type, host(ip_address) || '/' || masklen(ip_address) as ip, metadata from public.widget_analytics where tenant_id = $1`,
      [tenant.id],
    );
    expect(conversion).toEqual({
      type: 'conversion',
      ip: '203.0.113.0/24',
      metadata: { kind: 'booking', id: expect.any(String), locale: 'it', covers: 3, leadDays: expect.any(Number) },
    });
    const messages = await messagesOn(test.urls.superuser, `tenant:${tenant.id}`);
    expect(messages.map((message) => message.event)).toContain('booking.created');
  });

  it('sells the last table once to 50 guests at the same moment', async () => {
    await configure(capacity(4, 0));
    const results = await Promise.all(Array.from({ length: 50 }, () => book({ partySize: 4 })));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    const codes = new Set(results.map((result) => (result.ok ? 'ok' : result.error.code)));
    expect(codes).toEqual(new Set(['ok', 'slot_taken']));
    const [count] = await query(
      test.urls.owner,
      'select count(*)::int from public.widget_bookings where tenant_id = $1',
      [tenant.id],
    );
    expect(count).toEqual({ count: 1 });
  });

  it('fills the house exactly when bookings overlap and start at different times', async () => {
    await configure(capacity(12, 0));
    const start = hoursAhead(30).getTime();
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        book({ partySize: 2, startsAt: new Date(start + (index % 5) * 900_000).toISOString() }),
      ),
    );
    const booked = results.filter((result) => result.ok).length;
    expect(booked).toBe(6);
    const most = await query(
      test.urls.owner,
      'select max(covers) from public.widget_booking_slots where tenant_id = $1',
      [tenant.id],
    );
    expect(most).toEqual([{ max: 12 }]);
  });

  it('makes up another reference where the first is taken', async () => {
    const taken = await book({ partySize: 1 });
    const reference = taken.ok ? taken.value.reference : '';
    await withTakenReference(test.urls.owner, reference, async () => {
      const next = await book({ partySize: 1 });
      expect(next).toMatchObject({ ok: true, value: { isRepeat: false } });
      expect(next.ok && next.value.reference).not.toBe(reference);
    });
  });

  it('paces arrivals, not guests already seated', async () => {
    await configure(capacity(40, 6));
    expect(await book({ partySize: 4 })).toMatchObject({ ok: true });
    expect(await book({ partySize: 4 })).toMatchObject({ ok: false, error: { code: 'slot_taken' } });
    expect(await book({ partySize: 2 })).toMatchObject({ ok: true });
    const later = new Date(hoursAhead(30).getTime() + 900_000).toISOString();
    expect(await book({ partySize: 6, startsAt: later })).toMatchObject({ ok: true });
  });

  it('stops selling when the restaurant lowered its seats below what is booked', async () => {
    await book({ partySize: 8 });
    await configure(capacity(6, 0));
    expect(await book({ partySize: 1 })).toMatchObject({ ok: false, error: { code: 'slot_taken' } });
  });

  it.each([
    ['a party above the largest', { partySize: 9 }, 'outside_rules'],
    ['a time between two minutes', { startsAt: hoursAhead(30).toISOString().replace('Z', '001Z') }, 'outside_rules'],
    ['a time in the past', { startsAt: hoursAhead(-2).toISOString() }, 'outside_rules'],
    ['too short a notice', { startsAt: hoursAhead(0.1).toISOString() }, 'outside_rules'],
    ['a day past the horizon', { startsAt: hoursAhead(24 * 70).toISOString() }, 'outside_rules'],
    ['no phone number', { guest: { name: 'A', email: 'a@example.com', phone: '' } }, 'invalid_input'],
    ['no name', { guest: { name: '', email: 'a@example.com', phone: '051 123 456' } }, 'invalid_input'],
    ['a day that is not today', { today: '2020-01-01' }, 'invalid_input'],
  ] as const)('refuses %s, whatever the caller checked', async (_, changes, code) => {
    expect(await book(changes)).toMatchObject({ ok: false, error: { code } });
    expect(await slots()).toEqual([]);
  });

  it('knows no widget by a wrong key, nor a catering widget', async () => {
    for (const key of ['wk_00000000000000000000', tenant.catering.key]) {
      expect(await database.visitor.createBooking(key, buildBooking())).toMatchObject({
        ok: false,
        error: { code: 'not_found' },
      });
    }
  });

  it('takes from a visitor neither a booking of staff nor a time in words', async () => {
    for (const changes of [{ source: 'staff' }, { source: undefined }, { startsAt: 'tomorrow' }]) {
      const input = JSON.stringify({ ...buildBooking(), ...changes });
      const booking = query(test.urls.api, 'select widget_private.create_booking($1, $2)', [tenant.booking.key, input]);
      await expect(booking).rejects.toMatchObject({ code: 'WB006' });
    }
  });

  it('counts a nonsensical stored number as its default', async () => {
    await configure(JSON.stringify({ capacity: { seats: 'many', pacingCovers: -3 }, party: 'no' }));
    expect(await book({ partySize: 8 })).toMatchObject({ ok: true });
    expect((await slots())[0]).toMatchObject({ capacity: 40 });
  });

  it('seats a party as long as the widget says', async () => {
    const turns = { '1': 60, '4': 100, '10': 240 };
    for (const party of [1, 3, 4, 9, 10, 50]) {
      const [row] = await query(test.urls.owner, 'select widget_private.turn_minutes($1::jsonb, $2::int) as minutes', [
        JSON.stringify({ capacity: { turnMinutes: turns } }),
        party,
      ]);
      expect(row).toEqual({ minutes: turnMinutesFor(turns, party) });
    }
  });

  it('tells what each quarter hour holds', async () => {
    const startsAt = hoursAhead(30);
    await book({ partySize: 2, startsAt: startsAt.toISOString() });
    const load = await database.visitor.bookingLoad(tenant.booking.key, startsAt, new Date(startsAt.getTime() + 1));
    expect(load).toMatchObject({
      ok: true,
      value: { timeZone: 'Europe/Rome', version: 2, slots: [{ slot: startsAt.toISOString(), covers: 2, arrivals: 2 }] },
    });
    expect(await database.visitor.bookingLoad('wk_00000000000000000000', startsAt, startsAt)).toEqual({
      ok: true,
      value: null,
    });
  });
});
