import { weekdays } from '../../calendar.ts';
import type { HeatMap } from '../heat-map.ts';

/** What was counted in an hour of the week: 0 is Monday from midnight to 1. */
export interface HourOfWeekCounts {
  readonly hourOfWeek: number;
  readonly views: number;
  readonly interactions: number;
  readonly conversions: number;
}

/** All hours of the week, zeros where nothing was counted. */
export function fillHeatMap(counted: readonly HourOfWeekCounts[]): HeatMap {
  const byHour = new Map(counted.map((counts) => [counts.hourOfWeek, counts]));
  return weekdays.flatMap((weekday, day) =>
    Array.from({ length: 24 }, (_, hour) => {
      const { views = 0, interactions = 0, conversions = 0 } = byHour.get(day * 24 + hour) ?? {};
      return { weekday, hour, views, interactions, conversions };
    }),
  );
}
