import type { WidgetType } from '../config/widget-config.ts';
import type { InsightDimension } from '../insights/dimension.ts';
import type { Shares } from './divide.ts';

/** How the visits of a demo widget divide up: value -> share, of each dimension. */
export type DemoAudience = Readonly<Record<InsightDimension, Shares>>;

/** What does not depend on the restaurant. */
const usualAudience = {
  page: { '/': 62, '/menu': 23, '/contact': 15 },
  referrer: { 'www.google.com': 52, '': 21, 'www.instagram.com': 14, 'maps.google.com': 9, other: 4 },
  utm_source: { '': 92, newsletter: 8 },
  utm_medium: { '': 92, email: 8 },
  utm_campaign: { '': 100 },
  device: { phone: 71, desktop: 24, tablet: 5 },
  entry: { inline: 64, popup: 18, page: 11, link: 7 },
} as const satisfies Omit<DemoAudience, 'language'>;

export const luciaAudience: DemoAudience = { ...usualAudience, language: { it: 58, en: 27, de: 9, fr: 6 } };

export const greenForkAudience: DemoAudience = { ...usualAudience, language: { en: 100 } };

/** Of 100 views so many use each step. */
export const demoSteps = {
  booking: { party: 46, date: 38, time: 27, details: 16 },
  catering: { event: 46, package: 38, contact: 22 },
} as const satisfies Record<WidgetType, Shares>;

/** Of 100 conversions so many are for a day that is so many days ahead. */
export const demoLeadTimes = {
  booking: { '0': 22, '1': 17, '2-3': 21, '4-7': 24, '8-14': 10, '15-30': 6 },
  catering: { '8-14': 18, '15-30': 47, '31+': 35 },
} as const satisfies Record<WidgetType, Shares>;

/** Guests of a conversion, and what was estimated for them in minor units. */
export const demoWorth = {
  booking: { covers: 3, valueMinor: 0 },
  catering: { covers: 40, valueMinor: 113_400 },
} as const satisfies Record<WidgetType, { readonly covers: number; readonly valueMinor: number }>;
