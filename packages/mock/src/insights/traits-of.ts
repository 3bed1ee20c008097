import { insightDimensions, type InsightDimension } from '@blunari/schema/insights';
import type { EventRecord } from '../state/records.ts';

/** One value of each dimension, as the database reads them off an event; `''` where it is not known. */
export function traitsOf(event: EventRecord): Readonly<Record<InsightDimension, string>> {
  const page = URL.canParse(event.pageUrl) ? new URL(event.pageUrl) : null;
  const campaign = (name: InsightDimension): string => page?.searchParams.get(name)?.slice(0, 200) ?? '';
  return {
    page: page && /^https?:$/.test(page.protocol) ? page.pathname.slice(0, 200) : '',
    referrer: URL.canParse(event.referrer) ? new URL(event.referrer).hostname.slice(0, 200) : '',
    utm_source: campaign('utm_source'),
    utm_medium: campaign('utm_medium'),
    utm_campaign: campaign('utm_campaign'),
    // Nobody's browser is known here.
    device: '',
    language: event.locale ?? '',
    entry: event.entry ?? '',
  };
}

/** The whole day, and the event's value of each dimension. */
export function placesOf(
  traits: Readonly<Record<InsightDimension, string>>,
): readonly { readonly dimension: string; readonly value: string }[] {
  return [
    { dimension: 'total', value: '' },
    ...insightDimensions.map((dimension) => ({ dimension, value: traits[dimension] })),
  ];
}
