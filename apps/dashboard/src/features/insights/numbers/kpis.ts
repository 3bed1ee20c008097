import type { WidgetType } from '@blunari/schema/config';
import type { Series, Summary } from '@blunari/schema/insights';
import { currencyDigits, formatMoney } from '@blunari/schema/money';
import { type Present, seriesPoints } from '../series/series-points.ts';
import { amountChange, type Change, countChange, rateChange } from '../words/change-words.ts';
import { formatNumber, formatTenths, type Metric, metricName, metricOf } from '../words/metrics.ts';

/** A figure of the strip. */
export interface KpiWords {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
  readonly change: Change | null;
  /** Why there is no change to tell, or what the figure is a part of. */
  readonly note?: string;
  /** Values over the period, oldest first. */
  readonly trend?: readonly number[];
  /** Whether less of it is the good news. */
  readonly isLessBetter?: boolean;
}

export interface KpiContext {
  readonly widget: WidgetType | undefined;
  readonly currency: string;
  /** How the period compared with is called. */
  readonly than: string;
  readonly series: Series | undefined;
  readonly present: Present;
}

type Numbers = Summary['now'];

/** The eight figures: what visitors did, and what came of it; the last ones by what the widgets are for. */
export function kpisOf({ now, compared }: Summary, context: KpiContext): readonly KpiWords[] {
  const count = (metric: Exclude<Metric, 'rate' | 'value'>): KpiWords => ({
    id: metric,
    label: metricName(metric, context.widget),
    value: formatNumber(now[metric]),
    change: countChange(now[metric], compared?.[metric], context.than),
  });
  const { widget } = context;
  return [
    { ...count('views'), ...trendOf('views', context) },
    { ...count('interactions'), ...trendOf('interactions', context) },
    { ...count('conversions'), ...trendOf('conversions', context) },
    { ...rateKpi(now, compared, context), ...trendOf('rate', context) },
    count('sessions'),
    count('covers'),
    ...(widget === 'booking' ? [partyKpi(now, compared, context)] : [valueKpi(now, compared, context)]),
    ...(widget === 'catering' ? [averageKpi(now, compared, context)] : [turnedAwayKpi(now, compared, context)]),
  ];
}

function rateKpi(now: Numbers, compared: Numbers | undefined, { than }: KpiContext): KpiWords {
  const rate = metricOf('rate', now);
  return {
    id: 'rate',
    label: 'Conversion',
    value: rate === null ? '–' : formatTenths(rate),
    ...(rate === null ? {} : { unit: '%' }),
    change: rateChange(rate, compared && metricOf('rate', compared), than),
    note: `${formatNumber(now.convertedSessions)} of ${formatNumber(now.sessions)} sessions`,
  };
}

function partyKpi(now: Numbers, compared: Numbers | undefined, { than }: KpiContext): KpiWords {
  const size = averageOf(now.covers, now.conversions);
  return {
    id: 'party',
    label: 'Guests per booking',
    value: size === null ? '–' : formatTenths(size),
    change: amountChange(size, compared && averageOf(compared.covers, compared.conversions), than),
  };
}

function valueKpi(now: Numbers, compared: Numbers | undefined, { than, currency }: KpiContext): KpiWords {
  return {
    id: 'value',
    label: 'Estimated value',
    value: roundMoney(now.valueMinor, currency),
    change: amountChange(now.valueMinor, compared?.valueMinor, than),
  };
}

function averageKpi(now: Numbers, compared: Numbers | undefined, { than, currency }: KpiContext): KpiWords {
  const average = averageOf(now.valueMinor, now.conversions);
  return {
    id: 'average',
    label: 'Value per request',
    value: average === null ? '–' : roundMoney(average, currency),
    change: amountChange(average, compared && averageOf(compared.valueMinor, compared.conversions), than),
  };
}

function turnedAwayKpi(now: Numbers, compared: Numbers | undefined, { than }: KpiContext): KpiWords {
  const { turnedAway } = now;
  return {
    id: 'turned-away',
    label: 'Turned away',
    value: turnedAway === null ? '–' : formatNumber(turnedAway),
    change: turnedAway === null ? null : countChange(turnedAway, compared?.turnedAway ?? undefined, than),
    note: turnedAway === null ? 'not known under a filter' : 'sessions that saw no time',
    isLessBetter: true,
  };
}

const averageOf = (sum: number, count: number): number | null => (count === 0 ? null : sum / count);

/** From so many units of a currency on, what is behind the point says nothing. */
const wholeFrom = 1000;

function roundMoney(amountMinor: number, currency: string): string {
  const amount = amountMinor / 10 ** currencyDigits(currency);
  if (amount < wholeFrom) return formatMoney(Math.round(amountMinor), currency, 'en');
  return new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 0 }).format(amount);
}

function trendOf(metric: Metric, { series, present }: KpiContext): { readonly trend?: readonly number[] } {
  const values = series ? seriesPoints(series, metric, present).flatMap(({ value }) => value ?? []) : [];
  return values.length < 2 ? {} : { trend: values };
}
