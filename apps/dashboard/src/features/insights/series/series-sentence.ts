import type { SeriesUnit } from '@blunari/schema/insights';
import type { ChartPoint } from '../charts/LineChart.tsx';

export interface SeriesWords {
  /** What is shown, such as "Bookings". */
  readonly name: string;
  readonly unit: SeriesUnit;
  /** Whether it is counted; a rate is highest, not most. */
  readonly isCount: boolean;
  /** All of it, as people read it; null where it is not known. */
  readonly total: string | null;
  /** That of the period compared with, and how that is called; absent without one. */
  readonly compared?: { readonly total: string | null; readonly when: string } | undefined;
  readonly format: (value: number) => string;
}

/** What a line says, in a sentence: how much, when most, and how much before. */
export function seriesSentence(
  points: readonly ChartPoint[],
  { name, unit, isCount, total, compared, format }: SeriesWords,
): string {
  const known = points.flatMap(({ name: when, value }) => (value === null ? [] : [{ when, value }]));
  const highest = known.reduce<(typeof known)[number] | null>(
    (most, each) => (most === null || each.value > most.value ? each : most),
    null,
  );
  const before = compared && compared.total !== null ? ` It was ${compared.total} ${compared.when}.` : '';
  if (highest === null || highest.value === 0) return `${name}: nothing in this time.${before}`;
  const much = total === null ? name : `${name}: ${total}`;
  const most = `${isCount ? 'most' : 'highest'} ${unit === 'week' ? 'in the week' : 'on'} ${highest.when} (${format(highest.value)})`;
  return `${much}, ${most}.${before}`;
}
