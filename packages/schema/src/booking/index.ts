export { availability, type AvailabilityQuestion, type RestaurantClock } from './availability.ts';
export {
  availabilityAnswerSchema,
  availabilityQuerySchema,
  type AvailabilityAnswer,
  type AvailabilityDay,
  type AvailabilityQuery,
  type AvailabilitySitting,
  type AvailabilitySlot,
} from './availability-answer.ts';
export { quarterMs, quartersOf, turnMinutesFor, type QuarterLoad } from './quarters.ts';
export {
  bookingReceiptSchema,
  bookingRowSchema,
  bookingStatusSchema,
  createBookingSchema,
  type BookingReceipt,
  type BookingRow,
  type BookingStatus,
  type CreateBooking,
} from './booking.ts';
