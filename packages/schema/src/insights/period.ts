import { z } from 'zod';
import { addDays, daysBetween, weekdayOf } from '../calendar.ts';
import { localDateSchema } from '../time.ts';
import { insightLimits } from './limits.ts';

/** Early enough that all days of the longest period from it on can be written. */
export const insightDaySchema = localDateSchema.refine((day) => day < '9900', 'This date is too far away.');

export const periodSchema = z
  .strictObject({ from: insightDaySchema, to: insightDaySchema })
  .refine(({ from, to }) => from <= to, 'The last day is before the first.')
  .refine((period) => dayCountOf(period) <= insightLimits.maxDays, `At most ${insightLimits.maxDays} days.`);

/** Local days of the restaurant, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** What a point of a series stands for. */
export const seriesUnits = ['hour', 'day', 'week'] as const;

export type SeriesUnit = (typeof seriesUnits)[number];

/** How many days a period has. */
export function dayCountOf({ from, to }: Period): number {
  return daysBetween(from, to) + 1;
}

/** All days of a period, in order. */
export function daysOf(period: Period): readonly string[] {
  return Array.from({ length: dayCountOf(period) }, (_, index) => addDays(period.from, index));
}

/** Another period of as many days. */
export function periodFrom(from: string, like: Period): Period {
  return { from, to: addDays(from, dayCountOf(like) - 1) };
}

/** By hours, days or weeks: so many points as can be told apart. Hours are known of whole widgets alone. */
export function seriesUnitOf(period: Period, hasFilter: boolean): SeriesUnit {
  const days = dayCountOf(period);
  if (days > insightLimits.maxDaysByDay) return 'week';
  return days <= insightLimits.maxDaysByHour && !hasFilter ? 'hour' : 'day';
}

/**
 * A period cut into days, or into weeks that begin on Monday; the first and the last week may be shorter. Adjacent, and
 * together the whole period.
 */
export function cutPeriod(period: Period, unit: Exclude<SeriesUnit, 'hour'>): readonly Period[] {
  return daysOf(period).reduce<Period[]>((parts, day) => {
    const last = parts.at(-1);
    if (unit === 'day' || !last || weekdayOf(day) === 'mon') return [...parts, { from: day, to: day }];
    return [...parts.slice(0, -1), { from: last.from, to: day }];
  }, []);
}

/** Another period cut at the same days as the first, counted from its start, so that parts can be laid side by side. */
export function cutAlike(parts: readonly Period[], from: string): readonly Period[] {
  const first = parts[0]?.from ?? from;
  const moveDays = daysBetween(first, from);
  return parts.map((part) => ({ from: addDays(part.from, moveDays), to: addDays(part.to, moveDays) }));
}
