import type { BookingReceipt, GuestLink } from '@blunari/schema/booking';

/** Behind the #, which browsers tell no server, no log and no page that is visited next. */
const prefix = '#booking=';

/** The address that shows a booking to its guest; `null` for a receipt without its secret. */
export function guestLinkTo(pageUrl: string, { id, guestSecret }: BookingReceipt): string | null {
  return guestSecret === undefined ? null : `${pageUrl}${prefix}${id}.${guestSecret}`;
}

/** What an address asks for: `undefined` when it is no guest's link, `null` when it is one that was cut off or mistyped. */
export function readGuestLink(hash: string): GuestLink | null | undefined {
  if (!hash.startsWith(prefix)) return undefined;
  const [, bookingId, secret] = /^([0-9a-f-]{36})\.([0-9a-f]{64})$/.exec(hash.slice(prefix.length)) ?? [];
  return bookingId === undefined || secret === undefined ? null : { bookingId, secret };
}

/** A link that is opened in a tab where the page is open already changes only what is behind the #, which loads nothing. */
export function reloadForGuestLink(own: Window): void {
  own.addEventListener('hashchange', () => {
    if (readGuestLink(own.location.hash) !== undefined) own.location.reload();
  });
}
