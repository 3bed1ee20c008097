import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { instantSchema } from '../time.ts';

/** A quarter hour of an area after staff granted covers beyond its seats. */
export const grantedSlotSchema = z.object({
  slot: instantSchema,
  covers: z.number().int(),
  seats: z.number().int(),
  over: z.number().int(),
});

export type GrantedSlot = z.infer<typeof grantedSlotSchema>;

/** A quarter hour that holds more than seats and granted covers allow, and the bookings in it. */
export const overbookedSlotSchema = grantedSlotSchema.extend({ area: z.string(), bookingIds: z.array(idSchema) });

export type OverbookedSlot = z.infer<typeof overbookedSlotSchema>;
