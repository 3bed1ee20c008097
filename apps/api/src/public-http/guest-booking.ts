import type { BookingOfGuest } from '@blunari/db';
import type { GuestBooking, GuestLink } from '@blunari/schema/booking';
import { checkOrigin } from '@blunari/schema/check-origin';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { receiptOf } from './booking-receipt.ts';
import type { Call } from './call.ts';
import { findVisitorWidget } from './find-visitor-widget.ts';
import type { PublicDeps } from './public-deps.ts';

type GuestCall = Pick<Call, 'key' | 'origin'>;

/** The booking that a guest's link names, whether the widget is active or not. */
export function readGuestBooking(deps: PublicDeps, call: GuestCall, link: GuestLink): Promise<Result<GuestBooking>> {
  return throughLink(deps, call, () => deps.db.visitor.bookingOfGuest(call.key, link));
}

/** Cancels it; a repeat is answered alike. */
export function cancelGuestBooking(deps: PublicDeps, call: GuestCall, link: GuestLink): Promise<Result<GuestBooking>> {
  return throughLink(deps, call, () => deps.db.visitor.cancelAsGuest(call.key, link));
}

async function throughLink(
  { db, origins }: PublicDeps,
  { key, origin }: GuestCall,
  ask: () => Promise<Result<BookingOfGuest | null>>,
): Promise<Result<GuestBooking>> {
  const widget = await findVisitorWidget(db, key);
  if (!widget.ok) return widget;
  const { place, allowedOrigins } = widget.value;
  const allowed = checkOrigin(origin, origins.widgetUrl, allowedOrigins);
  if (!allowed.ok) return allowed;
  const found = await ask();
  if (!found.ok) return found;
  if (found.value === null) return unknownLink;
  return ok({ ...receiptOf(found.value, place.timeZone), canCancel: found.value.canCancel });
}

const unknownLink = err(appError('not_found', 'There is no such booking. Please use the link as you got it.'));
