import { weekdayOf, type Weekday } from '@blunari/schema/calendar';
import {
  daysOf,
  type DaysPoint,
  type HourPoint,
  type InsightNumbers,
  type Period,
  sumNumbers,
} from '@blunari/schema/insights';

/** How busy a weekday is, of a day with 100 sessions. */
export const busy = { mon: 50, tue: 84, wed: 90, thu: 101, fri: 160, sat: 163, sun: 104 } as const satisfies Record<
  Weekday,
  number
>;

/** A day of a restaurant with some 250 sessions: the same at every look, uneven as life is. */
function numbersOn(localDate: string): InsightNumbers {
  const day = Math.floor(Date.parse(localDate) / 86_400_000);
  const sessions = Math.round(2.5 * busy[weekdayOf(localDate)] * (1 + 0.15 * Math.sin(day * 0.9) + day / 200_000));
  const conversions = Math.round(sessions * (0.05 + 0.012 * Math.cos(day * 0.57)));
  return {
    views: Math.round(sessions * 1.16),
    interactions: Math.round(sessions * 1.3),
    conversions,
    sessions,
    convertedSessions: conversions,
    covers: Math.round(conversions * 2.9),
    valueMinor: conversions * 41_350,
  };
}

export const sumOf = (period: Period): InsightNumbers => sumNumbers(daysOf(period).map(numbersOn));

export function daysPoints(parts: readonly Period[]): DaysPoint[] {
  return parts.map((part) => ({ ...part, ...sumOf(part) }));
}

export const hourShare = [
  0.4, 0.2, 0.1, 0, 0, 0.1, 0.3, 0.9, 1.8, 2.6, 3.6, 5, 7, 5.6, 4, 3.8, 4.6, 7.6, 10.6, 12, 11, 8.4, 6, 3.4,
];

export function hourPoints(period: Period): HourPoint[] {
  return daysOf(period).flatMap((localDate) =>
    hourShare.map((share, hour) => {
      const { views, interactions, conversions } = numbersOn(localDate);
      const from = Date.parse(`${localDate}T00:00:00Z`) + hour * 3_600_000;
      return {
        from: new Date(from).toISOString(),
        to: new Date(from + 3_600_000).toISOString(),
        localDate,
        localTime: `${String(hour).padStart(2, '0')}:00`,
        views: Math.round((views * share) / 100),
        interactions: Math.round((interactions * share) / 100),
        conversions: Math.round((conversions * share) / 100),
      };
    }),
  );
}
