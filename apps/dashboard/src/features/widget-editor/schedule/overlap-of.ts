import type { DayRange } from '@blunari/schema/config/week-hours';

type Times = Pick<DayRange, 'from' | 'lastArrival'>;

/** The first stretch of arrivals, `HH:MM`, that two sittings of a day share; `null` where each has its own. */
export function overlapOf(ranges: readonly Times[]): { readonly from: string; readonly to: string } | null {
  const inOrder = ranges.toSorted((one, other) => one.from.localeCompare(other.from));
  for (const [index, one] of inOrder.entries()) {
    const other = inOrder.slice(index + 1).find(({ from }) => from <= endOf(one));
    if (other) return { from: other.from, to: endOf(one) < endOf(other) ? one.lastArrival : other.lastArrival };
  }
  return null;
}

/** A last arrival after midnight is later than any on the day itself, and sorts so with an hour past 24. */
function endOf({ from, lastArrival }: Times): string {
  if (lastArrival >= from) return lastArrival;
  return `${Number(lastArrival.slice(0, 2)) + 24}${lastArrival.slice(2)}`;
}
