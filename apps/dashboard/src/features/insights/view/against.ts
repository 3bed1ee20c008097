import { addDays, firstOfMonth } from '@blunari/schema/calendar';
import { dayCountOf, type Period } from '@blunari/schema/insights';
import { monthName } from '../words/date-words.ts';
import type { PeriodPreset } from './period-presets.ts';

export const againstChoices = ['before', 'year', 'nothing'] as const;

export type Against = (typeof againstChoices)[number];

/** A period to compare with: where it begins, and how people call it after "than" and after "it was". */
export interface Compared {
  readonly from: string;
  readonly than: string;
  readonly when: string;
}

/** 52 weeks, so that Saturdays stand beside Saturdays: a restaurant lives by the weekday. */
const yearDays = 364;

/**
 * What a period is compared with; null for nothing.
 * @param preset how the period was chosen: a month that is not over is put beside the same days of the last one, if that
 *   has as many
 */
export function comparedWith(period: Period, against: Against, preset: PeriodPreset | 'own'): Compared | null {
  if (against === 'nothing') return null;
  if (against === 'year') return named(addDays(period.from, -yearDays), 'a year before');
  const days = dayCountOf(period);
  const monthBefore = firstOfMonth(period.from, -1);
  if (preset === 'month' && addDays(monthBefore, days - 1) < period.from) {
    return named(monthBefore, `the same days of ${monthName(monthBefore)}`, 'on ');
  }
  const from = addDays(period.from, -days);
  // Whoever looks in the afternoon compares with more hours.
  if (preset === 'today') return { from, than: 'all of yesterday', when: 'yesterday, all day' };
  return days === 1 ? named(from, 'the day before') : named(from, `the ${days} days before`, 'in ');
}

const named = (from: string, than: string, preposition = ''): Compared => ({ from, than, when: preposition + than });
