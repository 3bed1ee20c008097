import { formatNumber, formatTenths } from './metrics.ts';

/** How a number compares with another, in words; `news` is what carries the change. */
export interface Change {
  readonly news: string;
  readonly rest: string;
  readonly direction: 'more' | 'less' | 'same';
}

/** From so many on a share says more than a difference does. */
const percentFrom = 100;

/**
 * `12 more than the 28 days before`, or `9% more` of larger numbers; null where there is nothing to compare with.
 * @param than how the other period is called
 */
export function countChange(now: number, before: number | undefined, than: string): Change | null {
  if (before === undefined) return null;
  if (now === before) return { news: 'as many', rest: `as ${than}`, direction: 'same' };
  const difference = Math.abs(now - before);
  const percent = Math.round((100 * difference) / before);
  const amount = before >= percentFrom && percent > 0 ? `${formatNumber(percent)}%` : formatNumber(difference);
  const isMore = now > before;
  return { news: `${amount} ${isMore ? 'more' : 'fewer'}`, rest: `than ${than}`, direction: isMore ? 'more' : 'less' };
}

/** The same of an amount that is not counted, such as money or an average: as a share of what it was. */
export function amountChange(now: number | null, before: number | null | undefined, than: string): Change | null {
  if (now === null || before === null || before === undefined) return null;
  const percent = before === 0 ? null : Math.round((100 * Math.abs(now - before)) / before);
  if (percent === 0 || now === before) return { news: 'as much', rest: `as ${than}`, direction: 'same' };
  const isMore = now > before;
  const amount = percent === null ? '' : `${formatNumber(percent)}% `;
  return { news: `${amount}${isMore ? 'more' : 'less'}`, rest: `than ${than}`, direction: isMore ? 'more' : 'less' };
}

/** `0.4 points up on the 28 days before`, of two rates in percent. */
export function rateChange(now: number | null, before: number | null | undefined, than: string): Change | null {
  if (now === null || before === null || before === undefined) return null;
  const tenths = Math.round((now - before) * 10);
  if (tenths === 0) return { news: 'the same', rest: `as ${than}`, direction: 'same' };
  const points = Math.abs(tenths) === 10 ? '1 point' : `${formatTenths(Math.abs(tenths) / 10)} points`;
  const isMore = tenths > 0;
  return { news: `${points} ${isMore ? 'up' : 'down'}`, rest: `on ${than}`, direction: isMore ? 'more' : 'less' };
}
