import {
  availability,
  turnMinutesFor,
  type AvailabilityAnswer,
  type AvailabilityQuery,
  type QuarterLoad,
} from '@blunari/schema/booking';
import type { BookingConfig } from '@blunari/schema/config';
import { createRestaurantClock } from '../tenant/restaurant-clock.ts';

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
