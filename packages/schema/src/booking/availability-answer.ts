import { z } from 'zod';
import { localDateSchema, localTimeSchema } from '../time.ts';

const slotSchema = z.object({
  /** Wall time at the restaurant, `HH:MM`. */
  localTime: localTimeSchema,
  /** The same moment as an instant; this is what a booking names. */
  startsAt: z.iso.datetime(),
  isFree: z.boolean(),
});

const sittingAnswerSchema = z.object({
  id: z.string(),
  name: z.record(z.string(), z.string()),
  from: localTimeSchema,
  lastArrival: localTimeSchema,
  slots: z.array(slotSchema),
});

const availabilityDaySchema = z.object({
  localDate: localDateSchema,
  /**
   * `full`: times exist, none fits this party. `past`: the last arrival has gone by. `too_soon`: it has not, but the
   * restaurant needs more notice. `too_far`: the book is not open yet.
   */
  status: z.enum(['open', 'full', 'closed', 'past', 'too_soon', 'too_far']),
  sittings: z.array(sittingAnswerSchema),
});

export type AvailabilitySlot = z.infer<typeof slotSchema>;
export type AvailabilitySitting = z.infer<typeof sittingAnswerSchema>;
export type AvailabilityDay = z.infer<typeof availabilityDaySchema>;

/** From a URL, so it comes as text. */
const wholeNumber = (min: number, max: number) => {
  const error = `Send a whole number from ${min} to ${max}.`;
  return z.coerce.number({ error }).int(error).min(min, error).max(max, error);
};

export const availabilityQuerySchema = z.object({
  partySize: wholeNumber(1, 50),
  from: localDateSchema,
  days: wholeNumber(1, 62),
});

export const availabilityAnswerSchema = z.object({
  partySize: z.number().int(),
  timeZone: z.string(),
  /** Today at the restaurant. */
  today: localDateSchema,
  /** How long this party's table is theirs, in minutes. */
  turnMinutes: z.number().int(),
  /** The restaurant's version of the settings these times were computed from. */
  version: z.number().int(),
  days: z.array(availabilityDaySchema),
});

export type AvailabilityQuery = z.infer<typeof availabilityQuerySchema>;
export type AvailabilityAnswer = z.infer<typeof availabilityAnswerSchema>;
