import type { Weekday } from '@blunari/schema/calendar';
import type { HeatCell, HeatMap } from '@blunari/schema/insights';

export const weekdayNames = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} as const satisfies Record<Weekday, string>;

export type HeatMetric = 'views' | 'interactions' | 'conversions';

/** `18:00 to 19:00`. */
export const hourWords = (hour: number): string => `${clock(hour)} to ${clock((hour + 1) % 24)}`;

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** When most happens, in a sentence. */
export function heatSentence(cells: HeatMap, metric: HeatMetric, name: string): string {
  const most = cells.reduce<HeatCell | null>(
    (highest, cell) => (highest === null || cell[metric] > highest[metric] ? cell : highest),
    null,
  );
  if (most === null || most[metric] === 0) return `No ${name.toLowerCase()} in this time.`;
  return `${name}: most on ${weekdayNames[most.weekday]}, ${hourWords(most.hour)} (${most[metric].toLocaleString('en')}).`;
}

/** How strong a cell is, 0 to 5: nothing, then fifths of the strongest. */
export function heatLevel(value: number, most: number): number {
  return value === 0 ? 0 : Math.min(5, Math.max(1, Math.ceil((5 * value) / most)));
}
