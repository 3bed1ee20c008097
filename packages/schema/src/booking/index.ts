export { availability, type AvailabilityQuestion, type RestaurantClock } from './availability.ts';
export { answerAvailability, type Book } from './answer-availability.ts';
export { checkOffered } from './check-offered.ts';
export { checkReach } from './check-reach.ts';
export {
  availabilityAnswerSchema,
  availabilityQuerySchema,
  type AvailabilityAnswer,
  type AvailabilityDay,
  type AvailabilityQuery,
  type AvailabilitySitting,
  type AvailabilitySlot,
} from './availability-answer.ts';
export { grantedSlotSchema, overbookedSlotSchema, type GrantedSlot, type OverbookedSlot } from './room.ts';
export { quarterMs, quartersOf, turnMinutesFor, type QuarterLoad } from './quarters.ts';
export {
  bookingChangesSchema,
  bookingDetailsSchema,
  bookingReceiptSchema,
  bookingRefusalSchema,
  bookingRowSchema,
  bookingStatusSchema,
  createBookingSchema,
  guestBookingSchema,
  guestLinkSchema,
  type BookingChanges,
  type BookingDetails,
  type BookingHistoryEntry,
  type BookingReceipt,
  type BookingRefusal,
  type BookingRow,
  type BookingStatus,
  type CreateBooking,
  type GuestBooking,
  type GuestLink,
} from './booking.ts';
