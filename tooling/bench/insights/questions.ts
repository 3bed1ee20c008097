import { addDays } from '@blunari/schema/calendar';
import type { appRouter } from '@blunari/api/router';

/** The API as one person who works in the restaurant. */
export type Caller = ReturnType<typeof appRouter.createCaller>;

/** A question of the screen, asked whole: identity, restaurant and widgets, statements, the check of the answer. */
export interface Question {
  readonly name: string;
  readonly ask: (caller: Caller) => Promise<unknown>;
}

/** All that can be asked of the insights of a restaurant, as the screen asks by default and over the longest period. */
export function questionsOf(tenantId: string, today: string): readonly Question[] {
  const last = (days: number) => ({ from: addDays(today, 1 - days), to: today });
  const month = { tenantId, period: last(30), comparedFrom: addDays(today, -59) };
  const longest = { tenantId, period: last(400) };
  const filter = { dimension: 'device', value: 'phone' } as const;
  const combined = { tenantId, period: last(30), filter };
  return [
    { name: 'summary, 30 days and 30 before', ask: (api) => api.insights.summary(month) },
    { name: 'summary, 400 days', ask: (api) => api.insights.summary(longest) },
    { name: 'summary of one device, 400 days', ask: (api) => api.insights.summary({ ...longest, filter }) },
    { name: 'series by hour, 2 days', ask: (api) => api.insights.series({ tenantId, period: last(2) }) },
    { name: 'series by day, 30 days and 30 before', ask: (api) => api.insights.series(month) },
    { name: 'series by week, 400 days', ask: (api) => api.insights.series(longest) },
    { name: 'funnel, 30 days and 30 before', ask: (api) => api.insights.funnel(month) },
    { name: 'funnel, 400 days', ask: (api) => api.insights.funnel(longest) },
    { name: 'breakdown, 30 days and 30 before', ask: (api) => api.insights.breakdown({ ...month, dimension: 'page' }) },
    { name: 'breakdown, 400 days', ask: (api) => api.insights.breakdown({ ...longest, dimension: 'page' }) },
    { name: 'heat map, 30 days', ask: (api) => api.insights.heatMap({ tenantId, period: last(30) }) },
    { name: 'heat map, 400 days', ask: (api) => api.insights.heatMap(longest) },
    { name: 'lead times, 400 days', ask: (api) => api.insights.leadTimes(longest) },
    { name: 'turned away, 30 days', ask: (api) => api.insights.turnedAway({ tenantId, period: last(30) }) },
    { name: 'turned away, 400 days', ask: (api) => api.insights.turnedAway(longest) },
    { name: 'live', ask: (api) => api.insights.live({ tenantId }) },
    { name: 'annotations, 400 days', ask: (api) => api.insights.annotations(longest) },
    { name: 'funnel of one device, 30 days', ask: (api) => api.insights.funnel(combined) },
    {
      name: 'breakdown of one device, 30 days',
      ask: (api) => api.insights.breakdown({ ...combined, dimension: 'page' }),
    },
  ];
}
