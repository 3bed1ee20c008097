import { minutesOf, weekdayOf } from '@blunari/schema/calendar';
import type { BookingConfig } from '@blunari/schema/config';

/**
 * From the day's first arrival to when its last guests have had their time, in minutes after midnight; past 1440 where
 * a sitting passes it. `null` on a day that is closed.
 */
export function openMinutes(
  { schedule, capacity }: Pick<BookingConfig, 'schedule' | 'capacity'>,
  localDate: string,
): { readonly from: number; readonly to: number } | null {
  const isClosed = Object.values(schedule.closures).some(({ from, to }) => from <= localDate && localDate <= to);
  const sittings = Object.values(schedule.sittings).filter(
    ({ active, days }) => active && days.includes(weekdayOf(localDate)),
  );
  if (isClosed || sittings.length === 0) return null;
  const shortestTurn = Math.min(...Object.values(capacity.turnMinutes));
  return {
    from: Math.min(...sittings.map(({ from }) => minutesOf(from))),
    to: Math.max(...sittings.map(({ from, lastArrival }) => endOf(from, lastArrival))) + shortestTurn,
  };
}

function endOf(from: string, lastArrival: string): number {
  const last = minutesOf(lastArrival);
  return last < minutesOf(from) ? last + 1440 : last;
}
