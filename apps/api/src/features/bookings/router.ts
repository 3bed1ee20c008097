import { router } from '../../trpc/init.ts';
import { getBooking } from './get-booking.ts';
import { listBookingsChangedSince } from './list-bookings-changed-since.ts';
import { listBookings } from './list-bookings.ts';

export const bookingsRouter = router({ list: listBookings, get: getBooking, changedSince: listBookingsChangedSince });
