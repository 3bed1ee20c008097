import type { DemoDay } from '@blunari/schema/demo';

type Shares = Readonly<Record<string, number>>;

/** How the visits of a demo widget divide up, per dimension: value -> share. */
export type DemoAudience = Readonly<Record<(typeof dimensions)[number], Shares>>;

/** All that the database counts by, but for steps, which only interactions have. */
const dimensions = [
  'page',
  'referrer',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'device',
  'language',
  'entry',
] as const;

/** What does not depend on the restaurant. */
export const usualAudience = {
  page: { '/': 62, '/menu': 23, '/contact': 15 },
  referrer: { 'www.google.com': 52, '': 21, 'www.instagram.com': 14, 'maps.google.com': 9, other: 4 },
  utm_source: { '': 92, newsletter: 8 },
  utm_medium: { '': 92, email: 8 },
  utm_campaign: { '': 100 },
  device: { phone: 71, desktop: 24, tablet: 5 },
  entry: { inline: 68, floating: 17, page: 11, link: 4 },
} as const satisfies Omit<DemoAudience, 'language'>;

/** Of 100 views so many use each step. */
const demoSteps = {
  booking: { party: 46, date: 38, time: 27, details: 16 },
  catering: { event: 46, menu: 38, details: 27, review: 16 },
} as const satisfies Record<string, Shares>;

/** Of 100 conversions so many are for a day that is so many days ahead. */
const leads = {
  booking: { '0': 22, '1': 17, '2-3': 21, '4-7': 24, '8-14': 10, '15-30': 6 },
  catering: { '8-14': 18, '15-30': 47, '31+': 35 },
} as const satisfies Record<string, Shares>;

/** Guests of a conversion, and what was estimated for them in minor units. */
const worth = { booking: { covers: 3, valueMinor: 0 }, catering: { covers: 40, valueMinor: 113_400 } } as const;

/** A row of widget_analytics_daily. */
export interface DemoCount {
  readonly dimension: string;
  readonly value: string;
  readonly views: number;
  readonly interactions: number;
  readonly conversions: number;
  readonly sessions: number;
  readonly convertedSessions: number;
  readonly covers: number;
  readonly valueMinor: number;
}

/** A day as a whole and by each dimension, whose values add up to it. */
export function demoCounts(day: DemoDay, audience: DemoAudience, type: keyof typeof demoSteps): readonly DemoCount[] {
  const { views, interactions, conversions, sessions } = day;
  const row = rowMaker(type);
  const parts = dimensions.flatMap((dimension) => partsOf(day, audience[dimension], dimension, row));
  const used = divide(interactions, demoSteps[type]);
  const ahead = divide(conversions, leads[type]);
  return [
    row('total', '', { views, interactions, conversions, sessions, convertedSessions: conversions }),
    ...parts,
    row('step', '', { views, conversions, sessions, convertedSessions: conversions }),
    ...Object.keys(used).map((step) => row('step', step, { interactions: used[step] ?? 0 })),
    ...Object.entries(demoSteps[type]).map(([step, share]) =>
      // Whoever converts has used every step.
      row('funnel', step, {
        sessions: Math.max(conversions, Math.round((sessions * share) / 100)),
        convertedSessions: conversions,
      }),
    ),
    ...Object.keys(ahead).map((lead) => row('lead', lead, { conversions: ahead[lead] ?? 0 })),
  ];
}

type MakeRow = (dimension: string, value: string, counts: Partial<DemoCount>) => DemoCount;

function rowMaker(type: keyof typeof worth): MakeRow {
  const { covers, valueMinor } = worth[type];
  return (dimension, value, { conversions = 0, ...counts }) => ({
    dimension,
    value,
    views: 0,
    interactions: 0,
    sessions: 0,
    convertedSessions: 0,
    ...counts,
    conversions,
    covers: covers * conversions,
    valueMinor: valueMinor * conversions,
  });
}

function partsOf(day: DemoDay, shares: Shares, dimension: string, row: MakeRow): readonly DemoCount[] {
  const [views, interactions] = [divide(day.views, shares), divide(day.interactions, shares)];
  const [conversions, sessions] = [divide(day.conversions, shares), divide(day.sessions, shares)];
  return Object.keys(shares).map((value) =>
    row(dimension, value, {
      views: views[value] ?? 0,
      interactions: interactions[value] ?? 0,
      conversions: conversions[value] ?? 0,
      sessions: sessions[value] ?? 0,
      convertedSessions: conversions[value] ?? 0,
    }),
  );
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
