import type { BookingRow, BookingStatus } from '@blunari/schema/booking';

/** Whether a booking takes seats: cancelled, declined and expired ones do not, nor does who never came. */
export const takesSeats = {
  pending: true,
  confirmed: true,
  seated: true,
  completed: true,
  cancelled: false,
  no_show: false,
  declined: false,
  expired: false,
} as const satisfies Record<BookingStatus, boolean>;

export function countBookings(rows: readonly BookingRow[]): { parties: number; covers: number; toConfirm: number } {
  const counted = rows.filter((row) => takesSeats[row.status]);
  return {
    parties: counted.length,
    covers: counted.reduce((sum, row) => sum + row.partySize, 0),
    toConfirm: counted.filter((row) => row.status === 'pending').length,
  };
}
