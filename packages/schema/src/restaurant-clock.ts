import type { RestaurantClock } from './booking/availability.ts';

interface WallTime {
  toString(): string;
  toZonedDateTime(timeZone: string, options: { disambiguation: 'compatible' }): ZonedTime;
}

interface LocalDay {
  add(duration: { days: number }): LocalDay;
  toPlainDateTime(time: { hour: number; minute: number }): WallTime;
  toZonedDateTime(timeZone: string): ZonedTime;
  toString(): string;
}

interface ZonedTime {
  readonly epochMilliseconds: number;
  readonly hour: number;
  readonly minute: number;
  toPlainDate(): LocalDay;
  toPlainDateTime(): WallTime;
}

/** The part of Temporal that wall times need: a runtime's own, or a polyfill's. */
export interface WallTimes {
  readonly PlainDate: { from(localDate: string): LocalDay };
  readonly Instant: { fromEpochMilliseconds(ms: number): { toZonedDateTimeISO(timeZone: string): ZonedTime } };
}

const minutesPerDay = 24 * 60;

/**
 * The wall clock of a time zone. A wall time that happens twice is its first occurrence (`compatible`); one that the
 * clocks skip is `null`, so that nobody books a time which no clock will show.
 */
export function restaurantClock(temporal: WallTimes, timeZone: string): RestaurantClock {
  return {
    instantOf(localDate, minutes) {
      const wall = wallTimeOf(temporal, localDate, minutes);
      const zoned = wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
      return zoned.toPlainDateTime().toString() === wall.toString() ? zoned.epochMilliseconds : null;
    },
    localOf(instantMs) {
      const zoned = temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone);
      return { localDate: zoned.toPlainDate().toString(), minutes: zoned.hour * 60 + zoned.minute };
    },
  };
}

/** First instant (Unix ms) of a local day; where midnight is skipped this is the first moment after it. */
export function startOfDayMs(temporal: WallTimes, localDate: string, timeZone: string): number {
  return temporal.PlainDate.from(localDate).toZonedDateTime(timeZone).epochMilliseconds;
}

/** Minutes past 1440 belong to the next calendar day: a sitting may pass midnight. */
function wallTimeOf(temporal: WallTimes, localDate: string, minutes: number): WallTime {
  const date = temporal.PlainDate.from(localDate).add({ days: Math.floor(minutes / minutesPerDay) });
  const ofDay = minutes % minutesPerDay;
  return date.toPlainDateTime({ hour: Math.floor(ofDay / 60), minute: ofDay % 60 });
}
