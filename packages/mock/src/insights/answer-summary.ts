import {
  cutAlike,
  cutPeriod,
  boundsOf,
  hoursOf,
  seriesUnitOf,
  sumNumbers,
  type DaysPoint,
  type FilteredQuestion,
  type HourPoint,
  type Period,
  type Series,
  type Summary,
} from '@blunari/schema/insights';
import { fillDays, fillHours } from '@blunari/schema/insights/answers';
import { comparedPeriod, rowsIn, sumBy, type Desk } from './desk.ts';
import type { DayRow } from './roll-up.ts';

/** A period in numbers. Nothing is ever left out here, as there are no bots. */
export function answerSummary(desk: Desk, question: FilteredQuestion): Summary {
  const compared = comparedPeriod(question);
  const now = sumPeriod(desk, question.period, question);
  return compared ? { now, compared: sumPeriod(desk, compared, question) } : { now };
}

function sumPeriod(desk: Desk, period: Period, question: FilteredQuestion): Summary['now'] {
  const numbers = sumNumbers(rowsLike(desk, period, question));
  if (question.filter) return { ...numbers, turnedAway: null, dropped: null };
  const turnedAway = sumNumbers(rowsIn(desk.rows, period, 'turned_away')).sessions;
  return { ...numbers, turnedAway, dropped: { bot: 0, prefetch: 0, invalid: 0, late: 0 } };
}

/** A period point by point. */
export function answerSeries(desk: Desk, question: FilteredQuestion): Series {
  const { period, filter } = question;
  const compared = comparedPeriod(question);
  const unit = seriesUnitOf(period, filter !== undefined);
  if (unit === 'hour') {
    const points = hourPoints(desk, period);
    return compared ? { unit, points, compared: hourPoints(desk, compared) } : { unit, points };
  }
  const parts = cutPeriod(period, unit);
  const points = dayPoints(desk, parts, question);
  return compared
    ? { unit, points, compared: dayPoints(desk, cutAlike(parts, compared.from), question) }
    : { unit, points };
}

function dayPoints(desk: Desk, parts: readonly Period[], question: FilteredQuestion): DaysPoint[] {
  const whole = { from: parts[0]?.from ?? '', to: parts.at(-1)?.to ?? '' };
  return fillDays(
    parts,
    sumBy(rowsLike(desk, whole, question), ({ localDate }) => localDate),
  );
}

function hourPoints({ moments, clock }: Desk, period: Period): HourPoint[] {
  const { fromMs, toMs } = boundsOf(period, clock);
  const inside = moments.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  return fillHours(hoursOf(period, clock), inside);
}

function rowsLike({ rows }: Desk, period: Period, { filter }: FilteredQuestion): readonly DayRow[] {
  if (!filter) return rowsIn(rows, period, 'total');
  return rowsIn(rows, period, filter.dimension).filter(({ value }) => value === filter.value);
}
