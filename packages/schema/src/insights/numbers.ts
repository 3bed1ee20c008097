import { z } from 'zod';

export const countSchema = z.number().int().nonnegative();

/** What visitors did, counted. Sessions, never people: who comes back is another session. */
export const insightNumbersSchema = z.object({
  views: countSchema,
  interactions: countSchema,
  conversions: countSchema,
  /** Sessions that began, and those of them that booked or asked, then or later. */
  sessions: countSchema,
  convertedSessions: countSchema,
  /** Guests of the bookings and requests, and what the requests come to by estimate, in minor units. */
  covers: countSchema,
  valueMinor: countSchema,
});

export type InsightNumbers = z.infer<typeof insightNumbersSchema>;

export const noNumbers: InsightNumbers = {
  views: 0,
  interactions: 0,
  conversions: 0,
  sessions: 0,
  convertedSessions: 0,
  covers: 0,
  valueMinor: 0,
};

/** Share of the sessions that converted, 0 to 1; null where there were none. */
export function conversionRateOf(numbers: Pick<InsightNumbers, 'sessions' | 'convertedSessions'>): number | null {
  return numbers.sessions === 0 ? null : numbers.convertedSessions / numbers.sessions;
}

export function addNumbers(one: InsightNumbers, other: InsightNumbers): InsightNumbers {
  return {
    views: one.views + other.views,
    interactions: one.interactions + other.interactions,
    conversions: one.conversions + other.conversions,
    sessions: one.sessions + other.sessions,
    convertedSessions: one.convertedSessions + other.convertedSessions,
    covers: one.covers + other.covers,
    valueMinor: one.valueMinor + other.valueMinor,
  };
}

export const sumNumbers = (all: readonly InsightNumbers[]): InsightNumbers => all.reduce(addNumbers, noNumbers);
