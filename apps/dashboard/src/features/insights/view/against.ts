import { addDays, firstOfMonth } from '@blunari/schema/calendar';
import { dayCountOf, type Period } from '@blunari/schema/insights';
import { monthName } from '../words/date-words.ts';

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
 * @param isMonthSoFar a month that is not over is put beside the same days of the last one, if that has as many
 */
export function comparedWith(period: Period, against: Against, isMonthSoFar = false): Compared | null {
  if (against === 'nothing') return null;
  if (against === 'year') return named(addDays(period.from, -yearDays), 'a year before');
  const days = dayCountOf(period);
  const monthBefore = firstOfMonth(period.from, -1);
  if (isMonthSoFar && addDays(monthBefore, days - 1) < period.from) {
    return named(monthBefore, `the same days of ${monthName(monthBefore)}`, 'on ');
  }
  const from = addDays(period.from, -days);
  return days === 1 ? named(from, 'the day before') : named(from, `the ${days} days before`, 'in ');
}

const named = (from: string, than: string, preposition = ''): Compared => ({ from, than, when: preposition + than });
