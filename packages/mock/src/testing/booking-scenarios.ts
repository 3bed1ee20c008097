import { getRandomValues, randomUUID } from 'node:crypto';
import {
  availabilityAnswerSchema,
  bookingDetailsSchema,
  bookingReceiptSchema,
  bookingRowSchema,
  grantedSlotSchema,
  guestBookingSchema,
  overbookedSlotSchema,
} from '@blunari/schema/booking';
import { uuidv7 } from '@blunari/schema/identifiers';
import { buildBookingConfig } from '@blunari/schema/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ApiUnderTest, ContractTenant } from './api-under-test.ts';
import { ask, book, bookFirstFree, buildWish, freeTimes, outcome, refusalOf, soon } from './scenario.ts';

/** Ten seats, and no pacing in the way: two parties of 4 fit, a third does not. */
const small = { ...buildBookingConfig().capacity, seats: 10, pacingCovers: 0 };

const aView = () => ({
  id: uuidv7(Date.now(), (bytes) => getRandomValues(bytes)),
  type: 'view',
  sessionId: randomUUID(),
});

/** A guest's way from free times to a booking and back. */
export function bookingScenarios(getApi: () => ApiUnderTest): void {
  describe('booking a table', () => {
    let api: ApiUnderTest;
    let tenant: ContractTenant;
    beforeEach(async () => {
      api = getApi();
      tenant = await api.createTenant({ booking: { capacity: small } });
    });

    it('offers the times of the hours, closed days included', async () => {
      const { status, body } = await api.visit(
        `/w/${tenant.booking.key}/availability?partySize=2&from=${soon()}&days=7`,
      );
      const answer = availabilityAnswerSchema.parse(body);
      expect([status, answer.timeZone, answer.turnMinutes, answer.version]).toEqual([200, 'Europe/Rome', 90, 2]);
      expect(answer.days.filter((day) => day.status === 'open')).toHaveLength(6);
      expect(answer.days.filter((day) => day.status === 'closed')).toHaveLength(1);
    });

    it('gives a receipt, and shows the booking to staff', async () => {
      const wish = await buildWish(api, tenant, { notes: 'By the window.' });
      const { status, body } = await book(api, tenant, wish);
      const receipt = bookingReceiptSchema.required().parse(body);
      expect(status).toBe(201);
      expect(receipt).toMatchObject({
        partySize: 4,
        status: 'confirmed',
        startsAt: wish.startsAt,
        durationMinutes: 105,
      });
      const input = { tenantId: tenant.id, from: receipt.localDate, days: 1 };
      const listed = await ask(api, tenant.members.viewer, 'bookings.list', input, z.array(bookingRowSchema));
      expect(listed).toMatchObject([{ id: receipt.id, guestName: 'Giulia Ferri', source: 'widget', version: 1 }]);
      const one = { bookingId: receipt.id };
      const details = await ask(api, tenant.members.viewer, 'bookings.get', one, bookingDetailsSchema);
      expect(details).toMatchObject({
        guestEmail: 'giulia@example.com',
        guestPhone: '+39051123456',
        notes: 'By the window.',
        history: [{ kind: 'created', changes: {}, changedByName: null }],
      });
    });

    it('is done once, however often the same wish arrives; another wish with its key learns of the first', async () => {
      const wish = await buildWish(api, tenant);
      const first = await book(api, tenant, wish);
      const repeat = await book(api, tenant, wish);
      expect([repeat.status, repeat.body]).toEqual([201, first.body]);
      const other = await book(api, tenant, { ...wish, partySize: 2 });
      expect(refusalOf(other)).toEqual([409, 'idempotency_mismatch']);
      expect(other.body).toMatchObject({ earlier: first.body });
    });

    it('is refused where the last table is gone, while other times are still free', async () => {
      const [startsAt = ''] = await freeTimes(api, tenant, 8);
      expect((await book(api, tenant, await buildWish(api, tenant, { partySize: 8, startsAt }))).status).toBe(201);
      const late = await book(api, tenant, await buildWish(api, tenant, { partySize: 8, startsAt }));
      expect(refusalOf(late)).toEqual([409, 'slot_taken']);
      const left = await freeTimes(api, tenant, 8);
      expect(left).not.toContain(startsAt);
      expect(left.length).toBeGreaterThan(0);
      expect(await freeTimes(api, tenant, 2)).toContain(startsAt);
    });

    it('gives the covers back when the guest cancels by their link, and a repeat is answered alike', async () => {
      const receipt = await bookFirstFree(api, tenant, { partySize: 8 });
      const link = { bookingId: receipt.id, secret: receipt.guestSecret };
      const mine = `/w/${tenant.booking.key}/bookings/mine`;
      expect(guestBookingSchema.parse((await api.visit(mine, link)).body)).toMatchObject({ canCancel: true });
      expect(await freeTimes(api, tenant, 8)).not.toContain(receipt.startsAt);
      const cancelled = await api.visit(`${mine}/cancel`, link);
      expect([cancelled.status, cancelled.body]).toMatchObject([200, { status: 'cancelled', canCancel: false }]);
      expect((await api.visit(`${mine}/cancel`, link)).body).toEqual(cancelled.body);
      expect(await freeTimes(api, tenant, 8)).toContain(receipt.startsAt);
      const wrong = { ...link, secret: '0'.repeat(64) };
      expect(refusalOf(await api.visit(mine, wrong))).toEqual([404, 'not_found']);
      expect(refusalOf(await api.visit(`${mine}/cancel`, wrong))).toEqual([404, 'not_found']);
    });

    it.each([
      ['a time off the grid', { startsAt: `${soon()}T18:37:00.000Z` }, 422, 'outside_rules'],
      ['a time outside the hours', { startsAt: `${soon()}T03:00:00.000Z` }, 422, 'outside_rules'],
      ['a past time', { startsAt: '2020-01-01T18:30:00.000Z' }, 400, 'invalid_input'],
      ['half a character', { notes: 'A cut \ud83c' }, 400, 'invalid_input'],
      [
        'no phone where one is needed',
        { guest: { name: 'A', email: 'a@example.com', phone: '' } },
        400,
        'invalid_input',
      ],
      ['no name', { guest: { name: ' ', email: 'a@example.com', phone: '+39051123456' } }, 400, 'invalid_input'],
    ])('is refused with %s', async (_what, changes, status, code) => {
      expect(refusalOf(await book(api, tenant, await buildWish(api, tenant, changes)))).toEqual([status, code]);
    });

    it('is refused for more guests than a table is sold for', async () => {
      const [startsAt = ''] = await freeTimes(api, tenant, 2);
      const wish = await buildWish(api, tenant, { partySize: 9, startsAt });
      expect(refusalOf(await book(api, tenant, wish))).toEqual([422, 'outside_rules']);
    });

    it('is refused to a page that the restaurant does not name, and nothing is kept of it', async () => {
      const strict = await api.createTenant({ allowedOrigins: ['https://*.lucia.example'] });
      const post = async (path: string, body: object, origin: string) =>
        api.visit(`/w/${strict.booking.key}${path}`, body, { origin });
      const wish = await buildWish(api, strict);
      expect(refusalOf(await post('/bookings', wish, 'https://evil.example'))).toEqual([403, 'origin_refused']);
      const batch = { pageUrl: '', referrer: '', events: [aView()] };
      expect(refusalOf(await post('/i', batch, 'https://evil.example'))).toEqual([403, 'origin_refused']);
      expect((await post('/bookings', wish, 'https://table.lucia.example')).status).toBe(201);
    });

    it('is paused with the widget, but for a repeat, and unknown without one', async () => {
      const wish = await buildWish(api, tenant);
      const first = await book(api, tenant, wish);
      const pause = { widgetId: tenant.booking.id, isActive: false };
      expect(await outcome(api, tenant.members.admin, 'widgets.setActive', pause)).toBe('ok');
      expect((await book(api, tenant, wish)).body).toEqual(first.body);
      const anew = { ...wish, idempotencyKey: randomUUID() };
      expect(refusalOf(await book(api, tenant, anew))).toEqual([410, 'widget_inactive']);
      const times = `/availability?partySize=2&from=${soon()}&days=7`;
      expect(refusalOf(await api.visit(`/w/${tenant.booking.key}${times}`))).toEqual([410, 'widget_inactive']);
      expect(refusalOf(await api.visit('/w/wk_00000000000000000000/bookings', wish))).toEqual([404, 'not_found']);
      expect(refusalOf(await api.visit(`/w/${tenant.catering.key}/bookings`, anew))).toEqual([404, 'not_found']);
      expect(refusalOf(await api.visit('/w/nonsense/bookings', wish))).toEqual([400, 'invalid_input']);
    });
  });

  describe('a booking in the hands of staff', () => {
    let api: ApiUnderTest;
    let tenant: ContractTenant;
    beforeEach(async () => {
      api = getApi();
      tenant = await api.createTenant({ booking: { capacity: small } });
    });
    const change = (bookingId: string, status: string) =>
      ask(api, tenant.members.editor, 'bookings.changeStatus', { bookingId, status }, bookingRowSchema);

    it('goes its ways and no others, and is remembered with who did it', async () => {
      const { id } = await bookFirstFree(api, tenant);
      expect(await change(id, 'seated')).toMatchObject({ status: 'seated', version: 2 });
      expect(await change(id, 'seated')).toMatchObject({ version: 2 });
      const declined = { bookingId: id, status: 'declined' };
      expect(await outcome(api, tenant.members.editor, 'bookings.changeStatus', declined)).toBe('outside_rules');
      const details = await ask(api, tenant.members.viewer, 'bookings.get', { bookingId: id }, bookingDetailsSchema);
      expect(details.history[0]).toMatchObject({
        kind: 'changed',
        changes: { status: { was: 'confirmed', is: 'seated' } },
        changedByName: 'Test editor',
      });
    });

    it('that was cancelled is reinstated only while there is room', async () => {
      const first = await bookFirstFree(api, tenant, { partySize: 8 });
      await change(first.id, 'cancelled');
      await bookFirstFree(api, tenant, { partySize: 8, startsAt: first.startsAt });
      const reinstate = { bookingId: first.id, status: 'confirmed' };
      expect(await outcome(api, tenant.members.editor, 'bookings.changeStatus', reinstate)).toBe('slot_taken');
    });

    it('is moved with its covers, or not at all', async () => {
      const one = await bookFirstFree(api, tenant, { partySize: 8 });
      const times = await freeTimes(api, tenant, 8);
      const other = await bookFirstFree(api, tenant, { partySize: 8, startsAt: times.at(-1) ?? '' });
      const startsAt = { localDate: other.localDate, localTime: other.localTime };
      const { members } = tenant;
      expect(await outcome(api, members.editor, 'bookings.move', { bookingId: one.id, startsAt })).toBe('slot_taken');
      const smaller = { bookingId: one.id, partySize: 2 };
      const moved = await ask(api, members.editor, 'bookings.move', { ...smaller, startsAt }, bookingRowSchema);
      expect(moved).toMatchObject({ startsAt: other.startsAt, partySize: 2, durationMinutes: 90 });
      expect(await freeTimes(api, tenant, 8)).toContain(one.startsAt);
      const nowhere = { bookingId: one.id, area: 'cellar' };
      expect(await outcome(api, members.editor, 'bookings.move', nowhere)).toBe('outside_rules');
    });

    it('finds room beyond the seats where staff granted it; guests do not', async () => {
      const one = await bookFirstFree(api, tenant, { partySize: 8 });
      const other = await bookFirstFree(api, tenant, { partySize: 2, startsAt: one.startsAt });
      const grant = {
        tenantId: tenant.id,
        area: 'main',
        localDate: one.localDate,
        localTime: one.localTime,
        minutes: 180,
        covers: 4,
        reason: 'Two more tables on the terrace.',
      };
      const granted = await ask(api, tenant.members.editor, 'bookings.grantOver', grant, z.array(grantedSlotSchema));
      expect(granted).toHaveLength(12);
      expect(granted[0]).toEqual({ slot: one.startsAt, covers: 10, seats: 10, over: 4 });
      expect(await freeTimes(api, tenant, 1)).not.toContain(one.startsAt);
      const bigger = { bookingId: other.id, partySize: 6 };
      expect(await outcome(api, tenant.members.editor, 'bookings.move', bigger)).toBe('ok');
    });

    it('is listed as too many after the seats were lowered', async () => {
      const { id, localDate } = await bookFirstFree(api, tenant, { partySize: 8 });
      const lower = { widgetId: tenant.booking.id, baseVersion: 2, patch: { capacity: { seats: 6 } } };
      expect(await outcome(api, tenant.members.editor, 'widgets.save', lower)).toBe('ok');
      const input = { tenantId: tenant.id, from: localDate, days: 1 };
      const tooMany = await ask(
        api,
        tenant.members.viewer,
        'bookings.overbooked',
        input,
        z.array(overbookedSlotSchema),
      );
      expect(tooMany[0]).toMatchObject({ area: 'main', covers: 8, seats: 6, over: 0, bookingIds: [id] });
      expect(tooMany.length).toBeGreaterThanOrEqual(8);
    });
  });
}
