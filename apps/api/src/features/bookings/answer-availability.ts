import {
  availability,
  turnMinutesFor,
  type AvailabilityAnswer,
  type AvailabilityQuery,
  type QuarterLoad,
} from '@blunari/schema/booking';
import { addDays, daysBetween } from '@blunari/schema/calendar';
import type { BookingConfig } from '@blunari/schema/config';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { createRestaurantClock } from './restaurant-clock.ts';

/** A restaurant's book as the database tells it. */
export interface Book {
  readonly config: BookingConfig;
  readonly version: number;
  readonly timeZone: string;
  /** What is booked, by quarter hour (Unix ms). */
  readonly load: ReadonlyMap<number, QuarterLoad>;
}

/** Which times a party can book, and what the widget shows beside them. */
export function answerAvailability(book: Book, query: AvailabilityQuery, nowMs: number): AvailabilityAnswer {
  const { config, timeZone, version, load } = book;
  const { partySize, from, days } = query;
  const clock = createRestaurantClock(timeZone);
  return {
    partySize,
    timeZone,
    today: clock.localOf(nowMs).localDate,
    turnMinutes: turnMinutesFor(config.capacity.turnMinutes, partySize),
    version,
    days: [...availability({ config, clock, nowMs, partySize, from, days, load })],
  };
}

/** An hour span of UTC, as instants. */
export interface Window {
  readonly from: Date;
  readonly to: Date;
}

const hourMs = 3_600_000;

/**
 * Quarter hours that can matter for days of any time zone: local days begin up to 14 hours from UTC's, a sitting may
 * pass midnight, and its last party sits for 9 hours at most.
 */
export function windowOf(from: string, days: number): Window {
  return {
    from: new Date(Date.parse(`${from}T00:00:00Z`) - 14 * hourMs),
    to: new Date(Date.parse(`${addDays(from, days)}T00:00:00Z`) + (14 + 24 + 9) * hourMs),
  };
}

/** Dates that no book reaches are refused before anything is computed or asked. */
export function checkReach(from: string, nowMs: number): Result<void> {
  const ahead = daysBetween(new Date(nowMs).toISOString().slice(0, 10), from);
  if (ahead >= -366 && ahead <= 800) return ok(undefined);
  return err(
    appError('invalid_input', 'This date is too far away.', { fields: { from: 'This date is too far away.' } }),
  );
}
