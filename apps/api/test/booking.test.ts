import { randomUUID } from 'node:crypto';
import { withClient } from '@blunari/db/server';
import {
  availabilityAnswerSchema,
  bookingReceiptSchema,
  type BookingReceipt,
  type CreateBooking,
} from '@blunari/schema/booking';
import { appErrorSchema } from '@blunari/schema/errors';
import { buildBookingConfig } from '@blunari/schema/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

let test: TestApp;
let tenant: TestTenant;
const from = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

/** Ten seats, and no pacing in the way: two parties of 4 fit, a third does not. */
const small = { ...buildBookingConfig().capacity, seats: 10, pacingCovers: 0 };

beforeAll(async () => {
  test = await startTestApp({ limits: { reads: 10_000, orders: 1000, batches: 1000 } });
});
beforeEach(async () => {
  tenant = await createTenant(test.urls.owner, { booking: { capacity: small } });
});
afterAll(() => test.close());

async function findFreeTimes(partySize: number): Promise<readonly string[]> {
  const url = `/w/${tenant.booking.key}/availability?partySize=${partySize}&from=${from}&days=3`;
  const answer = availabilityAnswerSchema.parse((await test.visit({ url })).json());
  const slots = answer.days.flatMap((day) => day.sittings.flatMap((sitting) => sitting.slots));
  return slots.filter((slot) => slot.isFree).map((slot) => slot.startsAt);
}

async function buildWish(changes: Partial<CreateBooking> = {}): Promise<CreateBooking> {
  const [startsAt = ''] = await findFreeTimes(4);
  return {
    idempotencyKey: randomUUID(),
    partySize: 4,
    startsAt,
    guest: { name: 'Giulia Ferri', email: 'giulia@example.com', phone: '051 123 456' },
    notes: '',
    locale: 'it',
    sessionId: randomUUID(),
    pageUrl: 'https://lucia.example.com/table',
    ...changes,
  };
}

const book = (wish: unknown, headers: Record<string, string> = {}) =>
  test.visit({
    method: 'POST',
    url: `/w/${tenant.booking.key}/bookings`,
    payload: JSON.stringify(wish),
    headers: { 'content-type': 'application/json', ...headers },
  });

const codeOf = (answer: Awaited<ReturnType<typeof book>>): string => appErrorSchema.parse(answer.json()).code;

/** A receipt with what the guest's link proves itself with, which a repeat of the same request gets too. */
function receiptIn(answer: Awaited<ReturnType<typeof book>> | undefined): Required<BookingReceipt> {
  return bookingReceiptSchema.required().parse(answer?.json());
}

describe('booking a table', () => {
  it('gives a receipt, shows the booking to staff and counts it', async () => {
    const wish = await buildWish();
    const answer = await book(wish);
    expect(answer.statusCode).toBe(201);
    const receipt = bookingReceiptSchema.parse(answer.json());
    expect(receipt).toMatchObject({ partySize: 4, timeZone: 'Europe/Rome', status: 'confirmed', durationMinutes: 105 });
    expect(receipt.startsAt).toBe(wish.startsAt);
    const client = await test.clientOf(tenant.members.viewer);
    const listed = await client.bookings.list.query({ tenantId: tenant.id, from: receipt.localDate, days: 1 });
    expect(listed).toMatchObject([{ id: receipt.id, guestName: 'Giulia Ferri', source: 'widget' }]);
    const [totals] = await client.insights.today.query({ tenantId: tenant.id });
    expect(totals).toMatchObject({ conversions: 1, sessions: 1, convertedSessions: 1 });
  });

  it('takes an instant to the millisecond, so that no table takes a quarter hour more than it sits', async () => {
    const wish = await buildWish();
    const answer = await book({ ...wish, startsAt: wish.startsAt.replace('Z', '001Z') });
    expect(answer.statusCode).toBe(201);
    expect(await book(wish).then((repeat) => repeat.json())).toEqual(receiptIn(answer));
    const rows = await withClient(test.urls.owner, (client) =>
      client.query('select count(*)::int as quarters from public.widget_booking_slots where tenant_id = $1', [
        tenant.id,
      ]),
    );
    expect(rows.rows).toEqual([{ quarters: 7 }]);
  });

  it('loads nothing of the book: what is taken is decided by the database', async () => {
    await book(await buildWish());
    const next = await buildWish();
    const load = vi.spyOn(test.db.visitor, 'bookingLoad');
    expect((await book(next)).statusCode).toBe(201);
    const loaded = await Promise.all(load.mock.results.map(({ value }) => value));
    load.mockRestore();
    expect(loaded).toMatchObject([{ ok: true, value: { slots: [] } }]);
  });

  it('books once, however often the same wish arrives, also for the last table', async () => {
    const wish = await buildWish({ partySize: 8 });
    const answers = await Promise.all(Array.from({ length: 5 }, () => book(wish)));
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1);
    expect(new Set(answers.map((answer) => receiptIn(answer).guestSecret)).size).toBe(1);
    const changed = await book({ ...wish, partySize: 2 });
    expect([changed.statusCode, codeOf(changed)]).toEqual([409, 'idempotency_mismatch']);
    expect(changed.json().earlier).toEqual(receiptIn(answers[0]));
  });

  it('gives a late repeat its receipt, though the restaurant has closed that day since', async () => {
    const wish = await buildWish();
    const first = await book(wish);
    const { widgets } = await test.clientOf(tenant.members.admin);
    const { version } = await widgets.get.query({ widgetId: tenant.booking.id });
    const closures = { away: { order: 0, from, to: '2099-01-01', reason: {} } };
    const patch = { schedule: { closures } };
    const saved = await widgets.save.mutate({ widgetId: tenant.booking.id, baseVersion: version, patch });
    expect(saved.status).toBe('saved');
    const repeat = await book(wish);
    expect([repeat.statusCode, repeat.json()]).toEqual([201, receiptIn(first)]);
    const changed = await book({ ...wish, partySize: 2 });
    expect([codeOf(changed), changed.json().earlier]).toEqual(['idempotency_mismatch', receiptIn(first)]);
    expect(codeOf(await book({ ...wish, idempotencyKey: randomUUID() }))).toBe('outside_rules');
  });

  it('sells the last table once to thirty who want it at the same moment', async () => {
    const [startsAt = ''] = await findFreeTimes(8);
    const wishes = await Promise.all(Array.from({ length: 30 }, () => buildWish({ partySize: 8, startsAt })));
    const answers = await Promise.all(wishes.map((wish) => book(wish)));
    const statuses = answers.map((answer) => answer.statusCode);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(29);
    expect(codeOf(answers[statuses.indexOf(409)] ?? answers[0]!)).toBe('slot_taken');
    expect(await findFreeTimes(8)).not.toContain(startsAt);
    expect(await findFreeTimes(2)).toContain(startsAt);
  });

  it.each([
    ['half a character', { notes: 'A cut \ud83c' }, 'invalid_input'],
    ['a time off the grid', { startsAt: `${from}T18:37:00.000Z` }, 'outside_rules'],
    ['a time outside the hours', { startsAt: `${from}T03:00:00.000Z` }, 'outside_rules'],
    ['a past time', { startsAt: '2020-01-01T18:30:00.000Z' }, 'invalid_input'],
    ['a time far away', { startsAt: '9999-12-31T18:30:00.000Z' }, 'invalid_input'],
    ['more guests than a table is sold for', { partySize: 9 }, 'outside_rules'],
    ['no phone where one is needed', { guest: { name: 'A', email: 'a@example.com', phone: '' } }, 'invalid_input'],
  ])('refuses %s', async (_what, changes, code) => {
    expect(codeOf(await book(await buildWish(changes)))).toBe(code);
  });

  it('gives a late repeat its receipt while the widget is paused', async () => {
    const wish = await buildWish();
    const first = await book(wish);
    const client = await test.clientOf(tenant.members.admin);
    await client.widgets.setActive.mutate({ widgetId: tenant.booking.id, isActive: false });
    const repeat = await book(wish);
    expect([repeat.statusCode, repeat.json()]).toEqual([201, receiptIn(first)]);
    expect(codeOf(await book({ ...wish, idempotencyKey: randomUUID() }))).toBe('widget_inactive');
  });

  it('is paused with the widget, and unknown without one', async () => {
    const wish = await buildWish();
    const client = await test.clientOf(tenant.members.admin);
    await client.widgets.setActive.mutate({ widgetId: tenant.booking.id, isActive: false });
    const paused = await book(wish);
    expect([paused.statusCode, codeOf(paused)]).toEqual([410, 'widget_inactive']);
    const unknown = await test.visit({ method: 'POST', url: '/w/wk_00000000000000000000/bookings', payload: wish });
    expect([unknown.statusCode, codeOf(unknown)]).toEqual([404, 'not_found']);
    const catering = await test.visit({ method: 'POST', url: `/w/${tenant.catering.key}/bookings`, payload: wish });
    expect(codeOf(catering)).toBe('not_found');
  });

  it('keeps no whole address of a guest', async () => {
    await test.visit({
      method: 'POST',
      url: `/w/${tenant.booking.key}/bookings`,
      payload: await buildWish(),
      remoteAddress: '203.0.113.77',
    });
    const rows = await test.db.as(
      { role: 'authenticated', claims: { sub: tenant.members.owner, role: 'authenticated' } },
      (tx) => tx.widgetAnalyticsEvent.findMany({ where: { tenantId: tenant.id } }),
    );
    expect(rows.map((row) => row.ipAddress)).toEqual(['203.0.113.0/24']);
  });
});
