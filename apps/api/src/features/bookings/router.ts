import { router } from '../../trpc/init.ts';
import { changeBookingStatusProcedure } from './change-booking-status.ts';
import { getBooking } from './get-booking.ts';
import { grantOverProcedure } from './grant-over.ts';
import { listBookingsChangedSince } from './list-bookings-changed-since.ts';
import { listBookings } from './list-bookings.ts';
import { listOverbookedSlots } from './list-overbooked-slots.ts';
import { moveBookingProcedure } from './move-booking.ts';

export const bookingsRouter = router({
  list: listBookings,
  get: getBooking,
  changedSince: listBookingsChangedSince,
  overbooked: listOverbookedSlots,
  changeStatus: changeBookingStatusProcedure,
  move: moveBookingProcedure,
  grantOver: grantOverProcedure,
});
