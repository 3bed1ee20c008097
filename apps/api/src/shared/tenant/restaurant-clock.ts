import type { RestaurantClock } from '@blunari/schema/booking';

const minutesPerDay = 24 * 60;

/**
 * The wall clock of a time zone. A wall time that happens twice is its first occurrence (`compatible`); one that the
 * clocks skip is `null`, so that nobody books a time which no clock will show.
 */
export function createRestaurantClock(timeZone: string): RestaurantClock {
  return {
    instantOf(localDate, minutes) {
      const wall = wallTimeOf(localDate, minutes);
      const zoned = wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
      return zoned.toPlainDateTime().equals(wall) ? zoned.epochMilliseconds : null;
    },
    localOf(instantMs) {
      const zoned = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone);
      return { localDate: zoned.toPlainDate().toString(), minutes: zoned.hour * 60 + zoned.minute };
    },
  };
}

/** First instant (Unix ms) of a local day; where midnight is skipped this is the first moment after it. */
export function startOfLocalDayMs(localDate: string, timeZone: string): number {
  return Temporal.PlainDate.from(localDate).toZonedDateTime(timeZone).epochMilliseconds;
}

/** Minutes past 1440 belong to the next calendar day: a sitting may pass midnight. */
function wallTimeOf(localDate: string, minutes: number): Temporal.PlainDateTime {
  const date = Temporal.PlainDate.from(localDate).add({ days: Math.floor(minutes / minutesPerDay) });
  const ofDay = minutes % minutesPerDay;
  return date.toPlainDateTime({ hour: Math.floor(ofDay / 60), minute: ofDay % 60 });
}
