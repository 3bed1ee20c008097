import type { GuestBooking, GuestLink } from '@blunari/schema/booking';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { setStatus } from '../state/bookings.ts';
import type { BookingRecord, TenantRecord } from '../state/records.ts';
import { receiptOf } from './book-table.ts';
import { enterWidget, type VisitorCall, type VisitorDeps } from './visitor-widget.ts';

/** Later the restaurant wants a call. */
const cancelBeforeMs = 2 * 3_600_000;

interface Found {
  readonly booking: BookingRecord;
  readonly tenant: TenantRecord;
}

/** The booking of a link; a wrong secret answers as a booking that is not there. */
function findByLink(deps: VisitorDeps, call: VisitorCall, link: GuestLink): Result<Found> {
  const entered = enterWidget(deps, call);
  if (!entered.ok) return entered;
  const { widget, tenant } = entered.value;
  const booking = widget.type === 'booking' ? deps.state.bookings.get(link.bookingId) : undefined;
  if (booking && booking.tenantId === tenant.id && booking.secret === link.secret) return ok({ booking, tenant });
  return err(appError('not_found', 'There is no such booking. Please use the link as you got it.'));
}

const mayCancel = ({ status, startsAtMs }: BookingRecord, nowMs: number): boolean =>
  (status === 'pending' || status === 'confirmed') && startsAtMs >= nowMs + cancelBeforeMs;

function toGuestBooking({ now }: VisitorDeps, { booking, tenant }: Found): GuestBooking {
  return { ...receiptOf(booking, tenant.place.timeZone), canCancel: mayCancel(booking, now()) };
}

/** The booking that a guest's link names, whether the widget is active or not. */
export function readGuestBooking(deps: VisitorDeps, call: VisitorCall, link: GuestLink): Result<GuestBooking> {
  const found = findByLink(deps, call, link);
  return found.ok ? ok(toGuestBooking(deps, found.value)) : found;
}

/** Cancels it and gives its covers back; a repeat is answered alike. */
export function cancelGuestBooking(deps: VisitorDeps, call: VisitorCall, link: GuestLink): Result<GuestBooking> {
  const found = findByLink(deps, call, link);
  if (!found.ok) return found;
  const { booking, tenant } = found.value;
  if (booking.status !== 'cancelled') {
    if (!mayCancel(booking, deps.now())) {
      return err(appError('outside_rules', 'It is too late to cancel here. Please call us.'));
    }
    const cancelled = setStatus(deps, tenant, booking, 'cancelled', null);
    if (!cancelled.ok) return cancelled;
  }
  return readGuestBooking(deps, call, link);
}
