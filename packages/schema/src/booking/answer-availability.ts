import type { BookingConfig } from '../config/booking.ts';
import type { AvailabilityAnswer, AvailabilityQuery } from './availability-answer.ts';
import { availability, type RestaurantClock } from './availability.ts';
import { turnMinutesFor, type QuarterLoad } from './quarters.ts';

/** A restaurant's book as the database tells it. */
export interface Book {
  readonly config: BookingConfig;
  readonly version: number;
  readonly timeZone: string;
  /** Of that time zone. */
  readonly clock: RestaurantClock;
  /** What is booked, by quarter hour (Unix ms). */
  readonly load: ReadonlyMap<number, QuarterLoad>;
}

/** Which times a party can book, and what the widget shows beside them. */
export function answerAvailability(book: Book, query: AvailabilityQuery, nowMs: number): AvailabilityAnswer {
  const { config, timeZone, clock, version, load } = book;
  const { partySize, from, days } = query;
  return {
    partySize,
    timeZone,
    today: clock.localOf(nowMs).localDate,
    turnMinutes: turnMinutesFor(config.capacity.turnMinutes, partySize),
    version,
    days: [...availability({ config, clock, nowMs, partySize, from, days, load })],
  };
}
