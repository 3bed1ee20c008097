/** The dashboard speaks English with 24 hours and day before month. */
const locale = 'en-GB';

const format = (options: Intl.DateTimeFormatOptions): ((instantMs: number) => string) => {
  const formatter = new Intl.DateTimeFormat(locale, options);
  return (instantMs) => formatter.format(instantMs).replace(',', '');
};

/** `YYYY-MM-DD` on the restaurant's calendar. */
export function localDateAt(instantMs: number, timeZone: string): string {
  // Of the locales of CLDR, Canadian English writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(instantMs);
}

/** `19:30` on the restaurant's clock. */
export function formatTime(instant: string | number, timeZone: string): string {
  return format({ timeZone, hour: '2-digit', minute: '2-digit' })(msOf(instant));
}

/** `Sat 14 Nov`, with the year where it is not this one. */
export function formatDay(instant: string | number, timeZone: string, nowMs: number): string {
  const ms = msOf(instant);
  const isThisYear = localDateAt(ms, timeZone).slice(0, 4) === localDateAt(nowMs, timeZone).slice(0, 4);
  return format({
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  })(ms);
}

/** `Saturday 14 November` of a calendar date. */
export function formatLocalDate(localDate: string, weekday: 'long' | 'short' = 'long'): string {
  return format({ timeZone: 'UTC', weekday, day: 'numeric', month: 'long' })(msOf(`${localDate}T12:00:00Z`));
}

/** `Sat` of a calendar date. */
export function formatWeekday(localDate: string): string {
  return format({ timeZone: 'UTC', weekday: 'short' })(msOf(`${localDate}T12:00:00Z`));
}

/** How long ago, as a person says it: `now`, `12 min ago`, `3 h ago`, `2 days ago`. */
export function formatAgo(instant: string | number, nowMs: number): string {
  const length = formatLength(nowMs - msOf(instant));
  return length === 'now' ? length : `${length} ago`;
}

/** A length of time in its largest unit: `now`, `12 min`, `26 h`, `3 days`. */
export function formatLength(lengthMs: number): string {
  const minutes = Math.floor(lengthMs / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h`;
  return `${Math.floor(hours / 24)} days`;
}

/** The town in a zone's name: `Europe/Rome` is Rome. */
export function zoneTown(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}

const msOf = (instant: string | number): number => (typeof instant === 'number' ? instant : Date.parse(instant));
