import { addDays, daysBetween, firstOfMonth, weekdayOf, weekdays } from '@blunari/schema/calendar';

/** Six weeks of a month, so that its height never changes; `null` outside the month. */
export function monthWeeks(month: string, weekStart: number): readonly (readonly (string | null)[])[] {
  const first = firstOfMonth(month);
  const length = daysBetween(first, firstOfMonth(month, 1));
  const lead = (weekdays.indexOf(weekdayOf(first)) - (weekStart - 1) + 7) % 7;
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (__, column) => {
      const day = week * 7 + column - lead;
      return day >= 0 && day < length ? addDays(first, day) : null;
    }),
  );
}

/** Where a key of the grid pattern (WAI-ARIA APG, date picker) leads from a day; `null` for other keys. */
export function dayAfterKey(key: string, from: string, weekStart: number, isRightToLeft: boolean): string | null {
  const column = (weekdays.indexOf(weekdayOf(from)) - (weekStart - 1) + 7) % 7;
  const forward = isRightToLeft ? -1 : 1;
  switch (key) {
    case 'ArrowRight':
      return addDays(from, forward);
    case 'ArrowLeft':
      return addDays(from, -forward);
    case 'ArrowDown':
      return addDays(from, 7);
    case 'ArrowUp':
      return addDays(from, -7);
    case 'Home':
      return addDays(from, -column);
    case 'End':
      return addDays(from, 6 - column);
    case 'PageDown':
      return sameDayIn(from, 1);
    case 'PageUp':
      return sameDayIn(from, -1);
    default:
      return null;
  }
}

/** The same day of another month, or that month's last day: 31 January leads to 28 February. */
function sameDayIn(from: string, moveMonths: number): string {
  const first = firstOfMonth(from, moveMonths);
  const length = daysBetween(first, firstOfMonth(first, 1));
  return addDays(first, Math.min(Number(from.slice(8)), length) - 1);
}
