import {
  type BreakdownQuestion,
  breakdownQuestionSchema,
  comparedQuestionSchema,
  cutAlike,
  cutPeriod,
  daysOf,
  filteredQuestionSchema,
  funnelQuestionSchema,
  type InsightNumbers,
  leadTimes,
  type Period,
  periodFrom,
  periodQuestionSchema,
  seriesUnitOf,
  sumNumbers,
} from '@blunari/schema/insights';
import { fillHeatMap, fillSteps } from '@blunari/schema/insights/answers';
import { buildBookingConfig, buildCateringConfig, buildPlace } from '@blunari/schema/testing';
import { storyTenant } from '../../../data/testing/StoryPage.tsx';
import type { StoryAnswers } from '../../../data/testing/story-services.ts';
import type { Widget } from '../../../data/api-types.ts';
import { busy, daysPoints, hourPoints, hourShare, sumOf } from './numbers-of.ts';

const values: Readonly<Record<BreakdownQuestion['dimension'], readonly (readonly [value: string, share: number])[]>> = {
  page: [
    ['/prenota', 52],
    ['/', 24],
    ['/menu', 9],
    ['/contatti', 6],
    ['/la-nostra-storia/il-forno-a-legna-di-nonna-lucia-dal-1961', 4],
    ['/eventi', 3],
    ['/regala', 1],
    ['', 1],
  ],
  referrer: [
    ['www.google.com', 52],
    ['', 21],
    ['l.instagram.com', 14],
    ['maps.google.com', 9],
    ['www.tripadvisor.it', 4],
  ],
  utm_source: [
    ['', 81],
    ['newsletter', 11],
    ['instagram', 8],
  ],
  utm_medium: [['', 100]],
  utm_campaign: [['', 100]],
  device: [
    ['phone', 71],
    ['desktop', 24],
    ['tablet', 5],
  ],
  language: [
    ['it', 62],
    ['en', 25],
    ['de', 9],
    ['fr', 4],
  ],
  entry: [
    ['inline', 66],
    ['floating', 19],
    ['page', 9],
    ['link', 6],
  ],
};

function breakdownOf({ dimension, period, comparedFrom, filter }: BreakdownQuestion) {
  const all = sumOf(period);
  const before = comparedFrom === undefined ? null : sumOf(periodFrom(comparedFrom, period));
  const part = (numbers: InsightNumbers, share: number) => {
    const of = (count: number) => Math.round((count * share) / 100);
    const { sessions, convertedSessions, ...more } = numbers;
    const { views, interactions, conversions, covers, valueMinor } = more;
    return {
      sessions: of(sessions),
      convertedSessions: of(convertedSessions * (1.3 - share / 150)),
      more: filter
        ? null
        : {
            views: of(views),
            interactions: of(interactions),
            conversions: of(conversions),
            covers: of(covers),
            valueMinor: of(valueMinor),
          },
    };
  };
  return {
    dimension,
    rows: values[dimension].map(([value, share]) => ({
      value,
      ...part(all, share),
      ...(before ? { compared: part(before, share) } : {}),
    })),
    ...(dimension === 'page'
      ? { rest: { values: 14, ...part(all, 3), ...(before ? { compared: part(before, 3) } : {}) } }
      : {}),
  };
}

const widget = (type: Widget['type']): Widget => ({
  id: type === 'booking' ? 'de300000-0000-4000-8000-000000000101' : 'de300000-0000-4000-8000-000000000102',
  tenantId: storyTenant.id,
  type,
  publicKey: 'wk_0123456789abcdefghij',
  version: 48,
  isActive: true,
  config: type === 'booking' ? buildBookingConfig() : buildCateringConfig(),
  publishMode: 'live',
  draft: null,
  draftVersion: 0,
  updatedAt: '2026-11-13T16:20:00.000Z',
});

const widgets = [widget('booking'), widget('catering')];

/** What the server says of a day's totals; without a last view nobody has seen the widgets yet. */
export const buildTotals = (lastViewAt?: string) =>
  widgets.map(({ id }) => ({
    id,
    version: 1,
    localDate: new Date().toISOString().slice(0, 10),
    ...sumNumbers([]),
    ...(lastViewAt === undefined ? {} : { lastViewAt }),
  }));

const dropped = { bot: 412, prefetch: 31, invalid: 0, late: 5 };

const change = (localDate: string, settings: readonly string[], changedBy: readonly string[]) => ({
  widget: 'booking',
  localDate,
  version: 48,
  changedAt: `${localDate}T12:20:00.000Z`,
  changedBy,
  settings,
});

/** Answers of a server whose restaurant has a busy book; as much of the questions is read as they depend on. */
export const insightAnswers: StoryAnswers = {
  'settings.get': () => buildPlace(),
  'settings.privacy': () => ({ insights: 'always', eventDays: 395 }),
  'widgets.list': () => widgets,
  'insights.today': () => buildTotals(new Date().toISOString()),
  'insights.summary': (input) => {
    const { period, comparedFrom, filter } = filteredQuestionSchema.parse(input);
    const told = filter ? { turnedAway: null, dropped: null } : { turnedAway: 214, dropped };
    return {
      now: { ...sumOf(period), ...told },
      ...(comparedFrom === undefined
        ? {}
        : { compared: { ...sumOf(periodFrom(comparedFrom, period)), ...told, turnedAway: 180 } }),
    };
  },
  'insights.series': (input) => {
    const { period, comparedFrom, filter } = filteredQuestionSchema.parse(input);
    const unit = seriesUnitOf(period, filter !== undefined);
    if (unit === 'hour') {
      const compared = comparedFrom === undefined ? {} : { compared: hourPoints(periodFrom(comparedFrom, period)) };
      return { unit, points: hourPoints(period), ...compared };
    }
    const parts = cutPeriod(period, unit);
    const compared = comparedFrom === undefined ? {} : { compared: daysPoints(cutAlike(parts, comparedFrom)) };
    return { unit, points: daysPoints(parts), ...compared };
  },
  'insights.funnel': (input) => {
    const { period, comparedFrom, widget: only } = funnelQuestionSchema.parse(input);
    const types = only === undefined ? (['booking', 'catering'] as const) : [only];
    return types.map((type) => ({
      widget: type,
      now: stepsOf(type, period, 1),
      ...(comparedFrom === undefined ? {} : { compared: stepsOf(type, periodFrom(comparedFrom, period), 0.96) }),
    }));
  },
  'insights.breakdown': (input) => breakdownOf(breakdownQuestionSchema.parse(input)),
  'insights.heatMap': () =>
    fillHeatMap(
      hourShare.flatMap((share, hour) =>
        Object.values(busy).map((factor, day) => ({
          hourOfWeek: day * 24 + hour,
          views: Math.round(share * factor * 0.12),
          interactions: Math.round(share * factor * 0.14),
          conversions: Math.round(share * factor * 0.006),
        })),
      ),
    ),
  'insights.leadTimes': (input) => {
    const { comparedFrom } = comparedQuestionSchema.parse(input);
    const counts = [96, 61, 72, 58, 31, 19, 8];
    return leadTimes.map((leadDays, index) => ({
      leadDays,
      ...worthOf(counts[index] ?? 0),
      ...(comparedFrom === undefined ? {} : { compared: worthOf((counts[index] ?? 0) - 9 + 2 * index) }),
    }));
  },
  'insights.turnedAway': (input) => {
    const { period } = periodQuestionSchema.parse(input);
    const wish = (wantedTime: string, partySize: number, rule: string, sessions: number) => ({
      wantedDate: period.to,
      wantedTime,
      partySize,
      rule,
      sessions,
    });
    return {
      total: 214,
      rest: 96,
      wishes: [
        wish('20:00', 4, 'full', 23),
        wish('20:30', 2, 'full', 19),
        wish('', 9, 'party-too-large', 17),
        wish('19:30', 4, 'full', 15),
        wish('', 2, 'closed', 14),
        wish('', 6, 'too-far', 11),
        wish('13:00', 2, 'too-soon', 10),
        wish('', 2, 'past', 9),
      ],
      rules: [
        { rule: 'full', sessions: 128 },
        { rule: 'party-too-large', sessions: 34 },
        { rule: 'closed', sessions: 27 },
        { rule: 'too-far', sessions: 14 },
        { rule: 'too-soon', sessions: 11 },
      ],
    };
  },
  'insights.annotations': (input) => {
    const days = daysOf(periodQuestionSchema.parse(input).period);
    const [early, late] = [days[Math.floor(days.length / 3)], days[Math.floor(days.length / 1.4)]];
    return {
      isComplete: true,
      days: [
        ...(early === undefined ? [] : [change(early, ['Main colour', 'Weekly hours'], ['Marco Rossi'])]),
        ...(late === undefined ? [] : [change(late, ['Covers at once'], ['Giulia Ferri'])]),
      ],
    };
  },
  'insights.live': () => {
    const nowMs = Math.floor(Date.now() / 60_000) * 60_000;
    return {
      at: new Date(nowMs).toISOString(),
      sessionsIn5Minutes: 7,
      sessionsIn30Minutes: 31,
      minutes: Array.from({ length: 30 }, (_, index) => ({
        from: new Date(nowMs - (29 - index) * 60_000).toISOString(),
        sessions: Math.round(2 + 2 * Math.sin(index * 1.3)),
        views: 1,
        interactions: 2,
        conversions: index % 10 === 4 ? 1 : 0,
      })),
    };
  },
};

const shares = { booking: [27.4, 22.3, 13.1, 6.1], catering: [31, 22, 9] } as const;

const stepNames = { booking: ['party', 'date', 'time', 'details'], catering: ['event', 'package', 'contact'] } as const;

function stepsOf(type: Widget['type'], period: Period, factor: number) {
  const { sessions, convertedSessions } = sumOf(period);
  const byStep = stepNames[type].map((step, index) => {
    const reached = Math.round(((sessions * (shares[type][index] ?? 0)) / 100) * factor);
    return [step, { sessions: reached, convertedSessions: Math.min(reached, convertedSessions) }] as const;
  });
  const converted = Math.round(Math.min(convertedSessions, sessions * 0.045));
  return fillSteps(type, { sessions, convertedSessions: converted }, new Map(byStep));
}

const worthOf = (conversions: number) => ({ conversions, covers: conversions * 3, valueMinor: 0 });
