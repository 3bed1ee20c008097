import { localTimeOf, minutesOf } from '@blunari/schema/calendar';
import { formatMoney } from '@blunari/schema/money';

/** How a guest reads dates, times and money. Wall times stay wall times: Intl is asked in UTC. */
export interface Formats {
  readonly locale: string;
  /** `Sat 21 Nov`; with the year when it is not this one. */
  readonly day: (localDate: string, today: string) => string;
  /** `Saturday 21 November`. */
  readonly longDay: (localDate: string) => string;
  readonly weekday: (localDate: string) => string;
  readonly month: (localDate: string) => string;
  readonly dayNumber: (localDate: string) => string;
  /** `19:30` or `7:30 pm`. */
  readonly time: (localTime: string) => string;
  readonly money: (amountMinor: number, currency: string) => string;
  readonly count: (count: number) => string;
  /** Basis points as a percentage. */
  readonly percent: (basisPoints: number) => string;
  /** First day of the week, 1 = Monday to 7 = Sunday (ISO 8601). */
  readonly weekStart: number;
  readonly isRightToLeft: boolean;
}

/**
 * @param locale the guest's language tag.
 * @param country where the restaurant is: a tag without a region takes it, so an English page in Bologna says 19:30 and
 *   starts its week on Monday.
 */
export function formatsFor(locale: string, country: string): Formats {
  const region = regionalTag(locale, country);
  const tag = writtenTag(region);
  const date = (options: Intl.DateTimeFormatOptions): ((localDate: string) => string) => {
    const format = new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' });
    return (localDate) => format.format(Date.parse(`${localDate}T00:00:00Z`));
  };
  const shortDay = date({ weekday: 'short', day: 'numeric', month: 'short' });
  const yearDay = date({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const clock = new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  const count = new Intl.NumberFormat(tag);
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 2 });
  return {
    locale: tag,
    day: (localDate, today) => (localDate.slice(0, 4) === today.slice(0, 4) ? shortDay : yearDay)(localDate),
    longDay: date({ weekday: 'long', day: 'numeric', month: 'long' }),
    weekday: date({ weekday: 'long' }),
    month: date({ month: 'long', year: 'numeric' }),
    dayNumber: date({ day: 'numeric' }),
    time: (localTime) => clock.format(minutesOf(localTime) * 60_000),
    money: (amountMinor, currency) => formatMoney(amountMinor, currency, tag),
    count: (value) => count.format(value),
    percent: (basisPoints) => percent.format(basisPoints / 10_000),
    ...weekAndDirection(region),
  };
}

/** Seven short weekday names with their long ones, in the locale's order. */
export function weekdayNames(formats: Formats): readonly { readonly short: string; readonly long: string }[] {
  const short = new Intl.DateTimeFormat(formats.locale, { weekday: 'short', timeZone: 'UTC' });
  const long = new Intl.DateTimeFormat(formats.locale, { weekday: 'long', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, index) => {
    // 1 January 2024 was a Monday.
    const day = Date.UTC(2024, 0, formats.weekStart + index);
    return { short: short.format(day).slice(0, 3), long: long.format(day) };
  });
}

/** Today at the restaurant. */
export function todayIn(timeZone: string, nowMs: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    nowMs,
  );
}

/**
 * Wall time `minutes` after a start. The server's wall time is the truth; Intl only adds the way there,
 * so a change of the clocks during the meal counts.
 */
export function endLocalTime(startsAt: string, localTime: string, minutes: number, timeZone: string): string {
  const wall = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  const startMs = Date.parse(startsAt);
  const walked = minutesOf(wall.format(startMs + minutes * 60_000)) - minutesOf(wall.format(startMs));
  return localTimeOf(minutesOf(localTime) + walked);
}

function regionalTag(locale: string, country: string): string {
  const parsed = new Intl.Locale(locale);
  return parsed.region || !country ? locale : new Intl.Locale(locale, { region: country }).toString();
}

/** English of places where it is not at home is written the British way: "Sat 21 Nov", 19:30. */
function writtenTag(tag: string): string {
  const { language, region } = new Intl.Locale(tag);
  return language === 'en' && !/^(US|CA|AU|NZ|IE|GB|IN|ZA|PH|SG)$/.test(region ?? 'US') ? 'en-GB' : tag;
}

interface WeekInfo {
  readonly firstDay: number;
}

// Two parts of Intl that browsers name differently (getters in older ones) or lack; TypeScript's library has neither.
interface LocaleWithWeek extends Intl.Locale {
  readonly getWeekInfo?: () => WeekInfo;
  readonly weekInfo?: WeekInfo;
  readonly getTextInfo?: () => { readonly direction: string };
  readonly textInfo?: { readonly direction: string };
}

function weekAndDirection(tag: string): Pick<Formats, 'weekStart' | 'isRightToLeft'> {
  const locale: LocaleWithWeek = new Intl.Locale(tag);
  const direction = (locale.getTextInfo?.() ?? locale.textInfo)?.direction;
  return {
    weekStart: (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1,
    isRightToLeft: direction ? direction === 'rtl' : /^(ar|fa|he|ur)/.test(tag),
  };
}
