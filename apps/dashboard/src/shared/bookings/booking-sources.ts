import type { BookingRow } from '@blunari/schema/booking';

/** Where a booking came from. */
export const bookingSources = {
  widget: 'Your site',
  page: 'Booking page',
  phone: 'Phone',
  walk_in: 'Walk-in',
  staff: 'Staff',
  waitlist: 'Waiting list',
} as const satisfies Record<BookingRow['source'], string>;
