import { erasedGuestSchema, guestExportSchema, guestInputSchema, type GuestInput } from '@blunari/schema/api';
import { ok } from '@blunari/schema/result';
import { z } from 'zod';
import { changeBooking } from '../state/bookings.ts';
import { findTenant } from '../state/members.ts';
import type { MockState } from '../state/mock-state.ts';
import type { BookingRecord, EventRecord, RequestRecord } from '../state/records.ts';
import { changeRequest } from '../state/requests.ts';
import { procedure } from './procedure.ts';

interface HeldOfGuest {
  readonly bookings: readonly BookingRecord[];
  readonly requests: readonly RequestRecord[];
  /** What they did in the sessions in which they booked or asked. */
  readonly visits: readonly EventRecord[];
}

/** A guest is an e-mail address, whatever its case, or a phone number, whatever stands between its digits. */
function heldOf(state: MockState, { tenantId, email = '', phone = '' }: GuestInput): HeldOfGuest {
  const mail = email.trim().toLowerCase();
  const digits = digitsOf(phone);
  const isTheirs = (heldMail: string, heldPhone: string): boolean =>
    (mail !== '' && heldMail.toLowerCase() === mail) || (digits !== '' && digitsOf(heldPhone) === digits);
  const bookings = [...state.bookings.values()].filter(
    (each) => each.tenantId === tenantId && isTheirs(each.guestEmail, each.guestPhone),
  );
  const requests = [...state.requests.values()].filter(
    (each) => each.tenantId === tenantId && isTheirs(each.contactEmail, each.contactPhone),
  );
  const sessions = new Set([...bookings, ...requests].map(({ sessionId }) => sessionId));
  const visits = [...state.events.values()].filter(
    ({ sessionId, widgetId }) =>
      sessionId !== null && sessions.has(sessionId) && state.widgets.get(widgetId)?.tenantId === tenantId,
  );
  return { bookings, requests, visits };
}

/** 00 dials what + writes. */
const digitsOf = (phone: string): string => phone.replaceAll(/\D/g, '').replace(/^00/, '');

const plainSchema = z.record(z.string(), z.json());

/** A record as the export tells it: without what only this backend needs. */
function plain(record: object, more: object = {}): z.infer<typeof plainSchema> {
  const {
    secret: _secret,
    wish: _wish,
    idempotencyKey: _key,
    ...rest
  } = { secret: 0, wish: 0, idempotencyKey: 0, ...record };
  return plainSchema.parse({ ...rest, ...more });
}

export const guestProcedures = {
  'guests.export': procedure(guestInputSchema, guestExportSchema, ({ state, userId }, input) => {
    const tenant = findTenant(state, userId, input.tenantId, 'editor');
    if (!tenant.ok) return tenant;
    const { bookings, requests, visits } = heldOf(state, input);
    return ok({
      bookings: bookings.map(({ history, ...booking }) => plain(booking, { changes: history })),
      requests: requests.map((request) => plain(request, { quotes: [] })),
      waitlist: [],
      visits: visits.map((visit) => plain(visit)),
    });
  }),
  'guests.erase': procedure(guestInputSchema, erasedGuestSchema, (call, input) => {
    const tenant = findTenant(call.state, call.userId, input.tenantId, 'admin');
    if (!tenant.ok) return tenant;
    const { bookings, requests, visits } = heldOf(call.state, input);
    const nobody = { notes: '', wish: '' };
    for (const booking of bookings) {
      changeBooking(call, booking, { ...nobody, guestName: 'Guest', guestEmail: '', guestPhone: '' }, call.userId);
    }
    for (const request of requests) {
      const contact = { contactName: 'Guest', contactEmail: '', contactPhone: '', company: '' };
      changeRequest(call, request, { ...nobody, ...contact });
    }
    for (const visit of visits) call.state.events.set(visit.id, { ...visit, pageUrl: '', referrer: '' });
    const counts = { bookings: bookings.length, requests: requests.length, visits: visits.length };
    return ok({ ...counts, waitlist: 0, messages: 0 });
  }),
};
