import type { InsightDimension } from '@blunari/schema/insights';
import { languageName } from '../../../shared/details/language-name.ts';

/** A dimension as a heading names it. */
export const dimensionNames = {
  page: 'Pages',
  referrer: 'Came from',
  utm_source: 'Campaign source',
  utm_medium: 'Campaign medium',
  utm_campaign: 'Campaign',
  device: 'Devices',
  language: 'Languages',
  entry: 'Ways in',
} as const satisfies Record<InsightDimension, string>;

/** One of its values, as the head of a column. */
export const valueNames = {
  page: 'Page',
  referrer: 'Came from',
  utm_source: 'Source',
  utm_medium: 'Medium',
  utm_campaign: 'Campaign',
  device: 'Device',
  language: 'Language',
  entry: 'Way in',
} as const satisfies Record<InsightDimension, string>;

/** What the filter calls it: `Only visits from this page`. */
export const filterWords = {
  page: 'on the page',
  referrer: 'that came from',
  utm_source: 'with the campaign source',
  utm_medium: 'with the campaign medium',
  utm_campaign: 'of the campaign',
  device: 'on the device',
  language: 'in the language',
  entry: 'by the way in',
} as const satisfies Record<InsightDimension, string>;

const unknown = {
  page: 'Page not told',
  referrer: 'Direct, or not told',
  utm_source: 'No source',
  utm_medium: 'No medium',
  utm_campaign: 'No campaign',
  device: 'Not told',
  language: 'Not told',
  entry: 'Not told',
} as const satisfies Record<InsightDimension, string>;

/** Values that are codes, in words. */
const known: Partial<Record<InsightDimension, ReadonlyMap<string, string>>> = {
  device: new Map([
    ['phone', 'Phone'],
    ['tablet', 'Tablet'],
    ['desktop', 'Desktop'],
  ]),
  entry: new Map([
    ['inline', 'In your page'],
    ['popup', 'Window from a button'],
    ['floating', 'Button in the corner'],
    ['page', 'Its own address'],
    ['link', 'A link with a source'],
  ]),
};

/** A value as people read it. */
export function valueWords(dimension: InsightDimension, value: string): string {
  if (value === '') return unknown[dimension];
  if (value === 'other') return 'Others';
  if (dimension === 'language') return languageName(value);
  return known[dimension]?.get(value) ?? value;
}
