import type { WidgetType } from '@blunari/schema/config';
import { dayCountOf, insightLimits, type InsightFilter, type Period } from '@blunari/schema/insights';
import { type Against, comparedWith, type Compared } from './against.ts';
import type { InsightsSearch, WidgetChoice } from './insights-search.ts';
import { ownPeriod } from './own-period.ts';
import { defaultPreset, type PeriodPreset, presetPeriod } from './period-presets.ts';

/** What the screen asks for, made of its address and of what is known of the restaurant. */
export interface View {
  readonly tenantId: string;
  /** Absent: both widgets together. */
  readonly widget: WidgetType | undefined;
  readonly period: Period;
  readonly compared: Compared | null;
  readonly filter: InsightFilter | undefined;
  readonly today: string;
  readonly currency: string;
}

/** What an address leaves open. */
export interface Chosen {
  readonly widget: WidgetChoice;
  readonly preset: PeriodPreset | 'own';
  readonly against: Against;
}

export interface Restaurant {
  readonly tenantId: string;
  readonly today: string;
  readonly currency: string;
  /** Widgets that visitors see. */
  readonly active: readonly WidgetType[];
}

/** The view of an address. */
export function viewOf(search: InsightsSearch, restaurant: Restaurant): View {
  const { tenantId, today, currency } = restaurant;
  const { widget, preset, against } = chosenIn(search, restaurant);
  const period = periodIn(search, today);
  const { by, value } = search;
  return {
    tenantId,
    widget: widget === 'both' ? undefined : widget,
    period,
    compared: comparedWith(period, against, preset),
    filter: by === undefined || value === undefined ? undefined : { dimension: by, value },
    today,
    currency,
  };
}

/** What is chosen, said or not: at first the booking widget, or the only one that visitors see. */
export function chosenIn(search: InsightsSearch, { active }: Pick<Restaurant, 'active'>): Chosen {
  const isCateringAlone = active.length === 1 && active[0] === 'catering';
  return {
    widget: search.widget ?? (isCateringAlone ? 'catering' : 'booking'),
    preset: search.period ?? (ownPeriod(search) ? 'own' : defaultPreset),
    against: search.against ?? 'before',
  };
}

function periodIn(search: InsightsSearch, today: string): Period {
  const own = search.period === undefined ? ownPeriod(search) : null;
  return own ?? presetPeriod(search.period ?? defaultPreset, today);
}

/** The question that all of the screen's parts share; the filter apart, which not all of them know. */
export function questionOf({ tenantId, widget, period, compared }: View) {
  return {
    tenantId,
    period,
    ...(widget === undefined ? {} : { widget }),
    ...(compared === null ? {} : { comparedFrom: compared.from }),
  };
}

/** Whether steps and other dimensions can be counted: under a filter only of so many days. */
export function isCountable({ filter, period }: Pick<View, 'filter' | 'period'>): boolean {
  return filter === undefined || dayCountOf(period) <= insightLimits.maxCombinationDays;
}

/** Whether the period still grows: its numbers cannot be said to have fallen yet. */
export const isOpen = ({ period, today }: Pick<View, 'period' | 'today'>): boolean =>
  period.from <= today && today <= period.to;
