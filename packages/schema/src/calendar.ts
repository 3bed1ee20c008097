/** Days of the week as settings name them, Monday first (ISO 8601). */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Weekday = (typeof weekdays)[number];

const dayMs = 86_400_000;

const utcMsOf = (localDate: string): number => Date.parse(`${localDate}T00:00:00Z`);

const localDateOf = (utcMs: number): string => new Date(utcMs).toISOString().slice(0, 10);

/** `YYYY-MM-DD` moved by whole days; calendar arithmetic only, no time zone involved. */
export function addDays(localDate: string, days: number): string {
  return localDateOf(utcMsOf(localDate) + days * dayMs);
}

/** Whole days from one local date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utcMsOf(to) - utcMsOf(from)) / dayMs);
}

export function weekdayOf(localDate: string): Weekday {
  const sundayFirst = new Date(utcMsOf(localDate)).getUTCDay();
  return weekdays[(sundayFirst + 6) % 7] ?? 'mon';
}

/** `YYYY-MM-DD` of the first day of the month, moved by whole months. */
export function firstOfMonth(localDate: string, moveMonths = 0): string {
  const date = new Date(utcMsOf(localDate));
  return localDateOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + moveMonths, 1));
}

/** Minutes since midnight of `HH:MM`. */
export function minutesOf(localTime: string): number {
  return Number(localTime.slice(0, 2)) * 60 + Number(localTime.slice(3, 5));
}

/** `HH:MM` of minutes since midnight; past midnight it wraps, 1500 is 01:00. */
export function localTimeOf(minutes: number): string {
  const wrapped = ((minutes % 1440) + 1440) % 1440;
  return `${String(Math.floor(wrapped / 60)).padStart(2, '0')}:${String(wrapped % 60).padStart(2, '0')}`;
}
