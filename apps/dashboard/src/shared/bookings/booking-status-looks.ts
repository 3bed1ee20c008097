import type { BookingStatus } from '@blunari/schema/booking';
import type { StatusLook } from '../status/StatusMark.tsx';

/** The word for each status of a booking, and how it looks. */
export const bookingStatusLooks = {
  pending: { label: 'To confirm', tone: 'caution', mark: 'ring', isException: true },
  confirmed: { label: 'Confirmed', tone: 'positive', mark: 'dot', isException: false },
  seated: { label: 'Seated', tone: 'accent', mark: 'half', isException: true },
  completed: { label: 'Left', tone: 'neutral', mark: 'dot', isException: false },
  cancelled: { label: 'Cancelled', tone: 'neutral', mark: 'cross', isException: true },
  no_show: { label: 'No-show', tone: 'negative', mark: 'bar', isException: true },
  declined: { label: 'Declined', tone: 'neutral', mark: 'cross', isException: true },
  expired: { label: 'Expired', tone: 'neutral', mark: 'dot', isException: false },
} as const satisfies Record<BookingStatus, StatusLook>;
