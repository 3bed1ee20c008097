import type { WidgetTotals } from '@blunari/schema/insights';

const nothingYet = { views: 0, interactions: 0, conversions: 0, sessions: 0, convertedSessions: 0 } as const;

type DayOfTotals = Pick<WidgetTotals, 'localDate' | 'version'>;

/** A new day begins at zero, with versions of its own. */
export function isNewerTotals(one: DayOfTotals, other: DayOfTotals): boolean {
  return one.localDate > other.localDate || (one.localDate === other.localDate && one.version > other.version);
}

/** True for what is left of a day that is over; a day ahead is the server's, whose clock counts. */
export function isOver(totals: Pick<WidgetTotals, 'localDate'>, today: string | undefined): boolean {
  return today !== undefined && totals.localDate < today;
}

/** The totals as they are to be shown today: what is left of an earlier day is zero on this one. */
export function totalsOn<Totals extends Omit<WidgetTotals, 'lastViewAt'>>(
  all: readonly Totals[],
  today: string | undefined,
): Totals[] {
  return all.map((totals) => (isOver(totals, today) ? { ...totals, ...nothingYet } : totals));
}
