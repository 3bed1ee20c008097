import type { WidgetType } from '@blunari/schema/config';
import { conversionRateOf, type InsightNumbers } from '@blunari/schema/insights';
import { formatMoney } from '@blunari/schema/money';

/** What can be told of a period, or of one of its days. */
export const metrics = ['conversions', 'views', 'interactions', 'sessions', 'rate', 'covers', 'value'] as const;

export type Metric = (typeof metrics)[number];

/** Hours are known by what was done in them: a session may last longer, and guests and values are counted by the day. */
export const hourMetrics = ['conversions', 'views', 'interactions'] as const satisfies readonly Metric[];

/** Numbers of which some may not be known. */
export type SomeNumbers = Partial<InsightNumbers>;

/** A metric's value; null where it is not known, or no session was there to take a rate of. The rate is in percent. */
export function metricOf(metric: Metric, numbers: SomeNumbers): number | null {
  if (metric === 'value') return numbers.valueMinor ?? null;
  if (metric !== 'rate') return numbers[metric] ?? null;
  const { sessions, convertedSessions } = numbers;
  if (sessions === undefined || convertedSessions === undefined) return null;
  const rate = conversionRateOf({ sessions, convertedSessions });
  return rate === null ? null : rate * 100;
}

/** A metric's value as people read it. */
export function formatMetric(metric: Metric, value: number, currency: string): string {
  if (metric === 'rate') return `${oneDigit.format(value)}%`;
  return metric === 'value' ? formatMoney(value, currency, 'en') : formatNumber(value);
}

const wholeNumber = new Intl.NumberFormat('en');
const oneDigit = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** `8,412`. */
export const formatNumber = (value: number): string => wholeNumber.format(value);

/** `4.1`, of a percentage or an average. */
export const formatTenths = (value: number): string => oneDigit.format(value);

/** `4.1%` of a share from 0 to 1; a dash where there is nothing to take a share of. */
export const formatShare = (share: number | null): string =>
  share === null ? '–' : `${oneDigit.format(share * 100)}%`;

/** What a conversion of the widget is; of both together it is either. */
export function conversionNames(widget: WidgetType | undefined): { readonly one: string; readonly many: string } {
  if (widget === 'booking') return { one: 'booking', many: 'bookings' };
  if (widget === 'catering') return { one: 'request', many: 'requests' };
  return { one: 'booking or request', many: 'bookings and requests' };
}

/** A metric's name, as it begins a line. */
export function metricName(metric: Metric, widget: WidgetType | undefined): string {
  if (metric === 'conversions') return startOfLine(conversionNames(widget).many);
  if (metric === 'covers') return widget === 'booking' ? 'Covers' : 'Guests';
  return names[metric];
}

const names = {
  views: 'Views',
  interactions: 'Interactions',
  sessions: 'Sessions',
  rate: 'Conversion',
  value: 'Estimated value',
} as const;

const startOfLine = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);
