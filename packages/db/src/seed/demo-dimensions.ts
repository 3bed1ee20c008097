import type { DemoDay } from '@blunari/schema/demo';

type Shares = Readonly<Record<string, number>>;

/** How the visits of a demo widget divide up, per dimension: value -> share. */
export type DemoAudience = Readonly<Record<(typeof dimensions)[number], Shares>>;

/** All that the database counts by, but for steps, which only interactions have. */
const dimensions = ['page', 'referrer', 'utm_source', 'utm_medium', 'utm_campaign', 'device', 'language'] as const;

/** What does not depend on the restaurant. */
export const usualAudience = {
  page: { '/': 62, '/menu': 23, '/contact': 15 },
  referrer: { 'www.google.com': 52, '': 21, 'www.instagram.com': 14, 'maps.google.com': 9, other: 4 },
  utm_source: { '': 92, newsletter: 8 },
  utm_medium: { '': 92, email: 8 },
  utm_campaign: { '': 100 },
  device: { phone: 71, desktop: 24, tablet: 5 },
} as const satisfies Omit<DemoAudience, 'language'>;

/** Of 100 views so many use each step. */
export const demoSteps = {
  booking: { party: 46, date: 38, time: 27, details: 16 },
  catering: { event: 46, menu: 38, details: 27, review: 16 },
} as const satisfies Record<string, Shares>;

/** A row of widget_analytics_daily. */
export interface DemoCount {
  readonly dimension: string;
  readonly value: string;
  readonly views: number;
  readonly interactions: number;
  readonly conversions: number;
  readonly sessions: number;
}

/** A day by each dimension; the values of any of them add up to the day. */
export function demoCounts(day: DemoDay, audience: DemoAudience, steps: Shares): readonly DemoCount[] {
  const rows = dimensions.flatMap((dimension) => {
    const shares = audience[dimension];
    const [views, interactions] = [divide(day.views, shares), divide(day.interactions, shares)];
    const [conversions, sessions] = [divide(day.conversions, shares), divide(day.sessions, shares)];
    return Object.keys(shares).map((value) => ({
      dimension,
      value,
      views: views[value] ?? 0,
      interactions: interactions[value] ?? 0,
      conversions: conversions[value] ?? 0,
      sessions: sessions[value] ?? 0,
    }));
  });
  const { views, conversions, sessions } = day;
  const used = Object.entries(divide(day.interactions, steps)).map(([value, interactions]) => ({
    dimension: 'step',
    value,
    views: 0,
    interactions,
    conversions: 0,
    sessions: 0,
  }));
  return [...rows, { dimension: 'step', value: '', views, interactions: 0, conversions, sessions }, ...used];
}

/** Whole numbers in these shares, with exactly this sum. */
function divide(total: number, shares: Shares): Record<string, number> {
  let before = 0;
  let left = Object.values(shares).reduce((sum, share) => sum + share, 0);
  return Object.fromEntries(
    Object.entries(shares).map(([value, share]) => {
      const part = Math.round(((total - before) * share) / left);
      before += part;
      left -= share;
      return [value, part];
    }),
  );
}
