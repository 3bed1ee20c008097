import { router } from '../../trpc/init.ts';
import { listBookingsChangedSince } from './list-bookings-changed-since.ts';
import { listBookings } from './list-bookings.ts';

export const bookingsRouter = router({ list: listBookings, changedSince: listBookingsChangedSince });
