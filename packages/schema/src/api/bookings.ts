import { z } from 'zod';
import { bookingStatusSchema } from '../booking/booking.ts';
import { idSchema } from '../ids.ts';
import { plainText } from '../text.ts';
import { localDateSchema, localTimeSchema } from '../time.ts';

const areaSchema = z.string().min(1).max(40);

/** What staff may make of a booking; a time limit alone lets one expire, and none becomes pending again. */
export const changeBookingStatusSchema = z.strictObject({
  bookingId: idSchema,
  status: bookingStatusSchema.exclude(['pending', 'expired']),
});

export type ChangeBookingStatus = z.infer<typeof changeBookingStatusSchema>;

/** What becomes of a booking; what is absent stays. A date and a time of the restaurant's clock come together. */
export const moveBookingSchema = z.strictObject({
  bookingId: idSchema,
  startsAt: z.strictObject({ localDate: localDateSchema, localTime: localTimeSchema }).optional(),
  partySize: z.number().int().min(1).max(500).optional(),
  area: areaSchema.optional(),
});

export type MoveBooking = z.infer<typeof moveBookingSchema>;

/** Covers beyond the seats of an area, from a local time for some minutes; 0 takes a grant back. */
export const grantOverSchema = z.strictObject({
  tenantId: idSchema,
  area: areaSchema,
  localDate: localDateSchema,
  localTime: localTimeSchema,
  minutes: z.number().int().min(15).max(1440),
  covers: z.number().int().min(0).max(500),
  reason: plainText(500).min(1, 'Please say why.'),
});

export type GrantOver = z.infer<typeof grantOverSchema>;
