/** How a number of today compares with the same weekday a week ago; in words, `change` carrying the news. */
export interface SinceLastWeek {
  readonly change: string;
  readonly rest: string;
  readonly isMore: boolean;
}

/** `12 more than last Sat`; `null` where there is nothing to compare with. `day` is the weekday's short name. */
export function compareCounts(now: number, before: number | undefined, day: string): SinceLastWeek | null {
  if (!before) return null;
  if (now === before) return { change: 'as many', rest: `as last ${day}`, isMore: false };
  const isMore = now > before;
  return { change: `${Math.abs(now - before)} ${isMore ? 'more' : 'fewer'}`, rest: `than last ${day}`, isMore };
}

/** `0.4 points up on last Sat`, of two rates in percent. */
export function compareRates(now: number, before: number | undefined, day: string): SinceLastWeek | null {
  if (before === undefined) return null;
  const tenths = Math.round((now - before) * 10);
  if (tenths === 0) return { change: 'the same', rest: `as last ${day}`, isMore: false };
  const points = Math.abs(tenths) === 10 ? '1 point' : `${Math.abs(tenths) / 10} points`;
  return { change: `${points} ${tenths > 0 ? 'up' : 'down'}`, rest: `on last ${day}`, isMore: tenths > 0 };
}
