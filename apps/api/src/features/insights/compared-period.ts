import { periodFrom, type ComparedQuestion, type Period } from '@blunari/schema/insights';

/** The period that a question compares with; null where it asks for none. */
export function comparedPeriod({
  period,
  comparedFrom,
}: Pick<ComparedQuestion, 'period' | 'comparedFrom'>): Period | null {
  return comparedFrom === undefined ? null : periodFrom(comparedFrom, period);
}
