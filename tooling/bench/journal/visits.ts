import { randomUUID } from 'node:crypto';
import { uuidv7 } from '@blunari/schema/identifiers';
import { journalLimits } from '@blunari/schema/insights';
import type { Restaurant } from '../client/set-up.ts';

/** A row of `widget_analytics`, as it is sent and as it is stored. */
export interface VisitRow {
  readonly restaurant: Restaurant;
  readonly id: string;
  readonly type: 'view' | 'interaction';
  readonly at: Date;
  readonly sessionId: string;
  readonly step: string | undefined;
}

/** The most that a batch may hold; smaller ones cost more an event, as each has a session and totals of its own. */
export const eventsPerBatch = journalLimits.maxEvents;

export const pageUrl = 'https://lucia.example.com/table?utm_source=mail&utm_medium=newsletter';
export const referrer = 'https://www.google.com/';
export const browser =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1';

const steps = ['party', 'date', 'time', 'guest'] as const;

/** Batches of visitors, each of one session at one widget, restaurant by restaurant. */
export function buildBatches(restaurants: readonly Restaurant[], count: number): readonly (readonly VisitRow[])[] {
  return Array.from({ length: count }, (_, batch) => {
    const restaurant = restaurants[batch % restaurants.length];
    if (!restaurant) throw new Error('There is no restaurant.');
    const sessionId = randomUUID();
    return Array.from({ length: eventsPerBatch }, (_each, index) => {
      const at = new Date(Date.now() - (eventsPerBatch - index) * 1000);
      return {
        restaurant,
        id: uuidv7(at.getTime(), (bytes) => crypto.getRandomValues(bytes)),
        type: index === 0 ? 'view' : 'interaction',
        at,
        sessionId,
        step: index === 0 ? undefined : steps[index % steps.length],
      } as const;
    });
  });
}
