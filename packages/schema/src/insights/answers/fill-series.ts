import type { HourOfClock } from '../hours.ts';
import { noNumbers, sumNumbers, type InsightNumbers } from '../numbers.ts';
import { daysOf, type Period } from '../period.ts';
import type { DaysPoint, HourPoint } from '../series.ts';

/** What was counted in the quarter hour that begins at an instant (Unix ms). */
export interface QuarterCounts {
  readonly atMs: number;
  readonly views: number;
  readonly interactions: number;
  readonly conversions: number;
}

/** A point for each part of a period, zeros where nothing was counted. */
export function fillDays(parts: readonly Period[], byDay: ReadonlyMap<string, InsightNumbers>): DaysPoint[] {
  return parts.map((part) => ({ ...part, ...sumNumbers(daysOf(part).map((day) => byDay.get(day) ?? noNumbers)) }));
}

/** A point for each hour, zeros where nothing was counted. Hours and quarters in order; none of these outside all hours. */
export function fillHours(hours: readonly HourOfClock[], quarters: readonly QuarterCounts[]): HourPoint[] {
  let next = 0;
  return hours.map(({ fromMs, toMs, localDate, localTime }) => {
    const counts = { views: 0, interactions: 0, conversions: 0 };
    for (let quarter = quarters[next]; quarter && quarter.atMs < toMs; quarter = quarters[next]) {
      counts.views += quarter.views;
      counts.interactions += quarter.interactions;
      counts.conversions += quarter.conversions;
      next += 1;
    }
    return { from: isoOf(fromMs), to: isoOf(toMs), localDate, localTime, ...counts };
  });
}

const isoOf = (ms: number): string => new Date(ms).toISOString();
