import type { WallTime } from '@blunari/schema/demo';

/** The instant of a wall time; a time that clocks skip moves on by the gap. */
export function instantOf(localDate: string, localTime: string, timeZone: string): Date {
  const wallTime = Temporal.PlainDateTime.from(`${localDate}T${localTime}`);
  return new Date(wallTime.toZonedDateTime(timeZone).epochMilliseconds);
}

/** The clock of one restaurant, as the demo's data asks it. */
export const wallTimeIn =
  (timeZone: string): WallTime =>
  (localDate, localTime) =>
    instantOf(localDate, localTime, timeZone);

/** Date and wall time of an instant at a restaurant. */
export function localDateOf(now: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
