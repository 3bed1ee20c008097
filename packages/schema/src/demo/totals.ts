import { addDays, weekdayOf } from '../calendar.ts';
import type { WallTime } from './wall-time.ts';

export interface DemoDay {
  readonly localDate: string;
  readonly views: number;
  readonly interactions: number;
  /** Each in a session of its own. */
  readonly conversions: number;
  readonly sessions: number;
  readonly lastViewAt: Date;
}

/** How busy a day of the week is: weekends draw more, a closed Monday half. */
const weekdayFactor = { mon: 0.5, tue: 0.85, wed: 0.9, thu: 1, fri: 1.6, sat: 1.6, sun: 1.05 } as const;

/** Of 100 views 46 choose a party, 38 a date, 27 a time, 16 fill in their details. */
const interactionsPerView = 1.27;

/** Some come back within the half hour, to look once more. */
const sessionsPerView = 0.86;

/** So that a month can be compared with the one before it, and a quarter is there to be looked at. */
const dayCount = 92;

/** Daily totals of the last three months; today's grow with the hour, so that the dashboard is alive from the start. */
export function demoTotals(
  viewsPerDay: number,
  conversionsPerView: number,
  instantOf: WallTime,
  today: string,
  now: Date,
): readonly DemoDay[] {
  return Array.from({ length: dayCount }, (_, index) => {
    const localDate = addDays(today, index - dayCount + 1);
    const isToday = localDate === today;
    const elapsedMs = now.getTime() - instantOf(today, '00:00').getTime();
    const share = isToday ? Math.min(1, elapsedMs / 86_400_000) : 1;
    // A wave that repeats after 7 and 11 days: uneven as life is, and the same at every seeding.
    const unevenness = 1 + 0.12 * Math.sin(index * 0.9) + 0.08 * Math.cos(index * 0.57);
    const views = Math.max(1, Math.round(viewsPerDay * weekdayFactor[weekdayOf(localDate)] * unevenness * share));
    return {
      localDate,
      views,
      interactions: Math.round(views * interactionsPerView),
      conversions: Math.round(views * conversionsPerView),
      sessions: Math.max(1, Math.round(views * sessionsPerView)),
      lastViewAt: isToday ? new Date(now.getTime() - 7 * 60_000) : instantOf(localDate, '22:40'),
    };
  });
}
