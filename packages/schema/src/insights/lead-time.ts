import { z } from 'zod';
import { insightNumbersSchema } from './numbers.ts';

/** Days from the booking to the day it is for, in stretches. */
export const leadTimes = ['0', '1', '2-3', '4-7', '8-14', '15-30', '31+'] as const;

export type LeadTime = (typeof leadTimes)[number];

const leadNumbersSchema = insightNumbersSchema.pick({ conversions: true, covers: true, valueMinor: true });

/** How far ahead guests book, every stretch from the shortest on. */
export const leadTimeSchema = z.array(
  leadNumbersSchema.extend({ leadDays: z.enum(leadTimes), compared: leadNumbersSchema.optional() }),
);

export type LeadTimeAnswer = z.infer<typeof leadTimeSchema>;

/** The stretch that a number of days falls into; 0 is the same day. */
export function leadTimeOf(days: number): LeadTime {
  if (days <= 0) return '0';
  if (days === 1) return '1';
  if (days <= 3) return '2-3';
  if (days <= 7) return '4-7';
  if (days <= 14) return '8-14';
  return days <= 30 ? '15-30' : '31+';
}
