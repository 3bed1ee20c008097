import { addDays, firstOfMonth } from '@blunari/schema/calendar';
import type { Period } from '@blunari/schema/insights';

export const periodPresets = [
  'today',
  'yesterday',
  '7-days',
  '28-days',
  '90-days',
  'month',
  'last-month',
  '12-months',
] as const;

export type PeriodPreset = (typeof periodPresets)[number];

/** Long enough that every weekday counts four times, and short enough that steps can be counted under a filter. */
export const defaultPreset: PeriodPreset = '28-days';

/** The days of a preset, seen from a day at the restaurant. */
export const presetPeriod = (preset: PeriodPreset, today: string): Period => periods[preset](today);

const periods = {
  today: (today) => ({ from: today, to: today }),
  yesterday: (today) => ({ from: addDays(today, -1), to: addDays(today, -1) }),
  '7-days': (today) => ({ from: addDays(today, -6), to: today }),
  '28-days': (today) => ({ from: addDays(today, -27), to: today }),
  '90-days': (today) => ({ from: addDays(today, -89), to: today }),
  month: (today) => ({ from: firstOfMonth(today), to: today }),
  'last-month': (today) => ({ from: firstOfMonth(today, -1), to: addDays(firstOfMonth(today), -1) }),
  // From the day after the same day a year ago.
  '12-months': (today) => ({ from: addDays(firstOfMonth(today, -12), dayOfMonth(today)), to: today }),
} as const satisfies Record<PeriodPreset, (today: string) => Period>;

const dayOfMonth = (localDate: string): number => Number(localDate.slice(8));

export const presetNames = {
  today: 'Today',
  yesterday: 'Yesterday',
  '7-days': 'Last 7 days',
  '28-days': 'Last 28 days',
  '90-days': 'Last 90 days',
  month: 'This month',
  'last-month': 'Last month',
  '12-months': 'Last 12 months',
} as const satisfies Record<PeriodPreset, string>;
