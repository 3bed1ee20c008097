import { changeRange, weekHoursOf, type DayRange } from '@blunari/schema/config/week-hours';
import type { Sitting } from '@blunari/schema/config';
import type { Weekday } from '@blunari/schema/calendar';

type Sittings = Readonly<Record<string, Sitting>>;

/** A range of a day with a key that stays the same while it is edited. */
export interface DayRow {
  readonly key: number;
  readonly range: DayRange;
}

/**
 * The day's ranges in the order of the rows shown before. Changing a shared sitting gives the range a new id, and a new
 * time may sort it elsewhere: the field in use must stay where it is all the same.
 */
export function alignRows(rows: readonly DayRow[], ranges: readonly DayRange[]): readonly DayRow[] {
  const kept = rows.flatMap(({ key, range }) => {
    const now = ranges.find(({ sittingId }) => sittingId === range.sittingId);
    return now ? [{ key, range: now }] : [];
  });
  const added = ranges.filter(({ sittingId }) => !kept.some(({ range }) => range.sittingId === sittingId));
  const firstKey = Math.max(-1, ...rows.map(({ key }) => key)) + 1;
  return [...kept, ...added.map((range, index) => ({ key: firstKey + index, range }))];
}

/** Changes a row's times; the row follows its range to whatever sitting holds it then. */
export function changeRow(
  sittings: Sittings,
  day: Weekday,
  rows: readonly DayRow[],
  key: number,
  times: { readonly from: string; readonly lastArrival: string },
): { readonly sittings: Sittings; readonly rows: readonly DayRow[] } {
  const row = rows.find((each) => each.key === key);
  if (!row) return { sittings, rows };
  const changed = changeRange(sittings, day, row.range.sittingId, times);
  const ranges = weekHoursOf(changed)[day];
  const others = rows.filter((each) => each.key !== key).map(({ range }) => range.sittingId);
  const own =
    ranges.find(({ sittingId }) => sittingId === row.range.sittingId) ??
    ranges.find((range) => !others.includes(range.sittingId) && range.from === times.from) ??
    null;
  const moved = own ? rows.map((each) => (each.key === key ? { key, range: own } : each)) : rows;
  return { sittings: changed, rows: alignRows(moved, ranges) };
}
