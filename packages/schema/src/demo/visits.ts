import { addDays, localTimeOf, weekdayOf } from '../calendar.ts';
import type { WidgetType } from '../config/widget-config.ts';
import type { InsightDimension } from '../insights/dimension.ts';
import { widgetSteps } from '../insights/steps.ts';
import type { Wish } from '../insights/turned-away.ts';
import { demoDraws, pick, type Draw, type Shares } from './draws.ts';
import type { WallTime } from './wall-time.ts';

/** One session of a demo widget, which lasts less than the quarter hour it begins in. */
export interface DemoVisit {
  readonly localDate: string;
  readonly startsAt: Date;
  readonly traits: Readonly<Record<InsightDimension, string>>;
  readonly views: number;
  /** Steps it used, each once, in the widget's order. */
  readonly reached: readonly string[];
  /** What it wanted and saw no time for; one interaction more. */
  readonly wish: Omit<Wish, 'sessions'> | null;
  readonly conversion: { readonly covers: number; readonly valueMinor: number; readonly leadDays: number } | null;
}

/** What a demo widget is visited like. */
export interface DemoAudience {
  readonly type: WidgetType;
  readonly sessionsPerDay: number;
  readonly languages: Shares;
}

/** How busy a day of the week is: weekends draw more, a closed Monday half. */
const weekdayFactor = { mon: 0.5, tue: 0.85, wed: 0.9, thu: 1, fri: 1.6, sat: 1.6, sun: 1.05 } as const;

/** How many sessions of 1000 come in each hour of the day. */
const hours = [9, 4, 2, 1, 1, 3, 8, 16, 25, 33, 44, 68, 82, 64, 46, 43, 52, 78, 101, 112, 94, 61, 36, 17] as const;

/** Of 100 sessions so many use each step, and so many convert. */
const reach = { booking: [53, 44, 31, 19, 13], catering: [53, 31, 12, 5] } as const;

/** So that a month can be compared with the one before it, and a quarter is there to be looked at. */
const dayCount = 92;

/** Sessions of the last three months, oldest first; today's up to now, the last one seven minutes ago. */
export function demoVisits(
  audience: DemoAudience,
  instantOf: WallTime,
  today: string,
  now: Date,
): readonly DemoVisit[] {
  const draw = demoDraws(audience.sessionsPerDay);
  return Array.from({ length: dayCount }, (_, index) => addDays(today, index - dayCount + 1)).flatMap(
    (localDate, index) => {
      // A wave that repeats after 7 and 11 days: uneven as life is, and the same at every seeding.
      const unevenness = 1 + 0.12 * Math.sin(index * 0.9) + 0.08 * Math.cos(index * 0.57);
      const count = Math.max(1, Math.round(audience.sessionsPerDay * weekdayFactor[weekdayOf(localDate)] * unevenness));
      const visits = Array.from({ length: count }, () => visitOn(localDate, audience, draw, instantOf));
      if (localDate !== today) return visits.toSorted(byStart);
      const last = visitOn(localDate, audience, draw, instantOf);
      const lastMs = Math.max(instantOf(today, '00:00').getTime(), now.getTime() - lastAgoMs);
      const past = visits.filter(({ startsAt }) => startsAt.getTime() < lastMs);
      return [...past.toSorted(byStart), { ...last, startsAt: new Date(lastMs) }];
    },
  );
}

const lastAgoMs = 7 * 60_000;

const byStart = (one: DemoVisit, other: DemoVisit): number => one.startsAt.getTime() - other.startsAt.getTime();

function visitOn(localDate: string, audience: DemoAudience, draw: Draw, instantOf: WallTime): DemoVisit {
  const { type } = audience;
  const startsAt = instantOf(localDate, localTimeOf(hourOf(draw()) * 60 + Math.floor(draw() * 60)));
  const traits = traitsOf(audience, draw);
  const views = draw() < 0.16 ? 2 : 1;
  // How far a session comes is one number; whoever uses a step has used those before.
  const far = draw() * 100;
  const reached = widgetSteps[type].filter((_, step) => far < (reach[type][step] ?? 0));
  const isConverted = far < (reach[type].at(-1) ?? 0);
  const lacksTime = type === 'booking' && reached.length === 2 && draw() < 0.5;
  return {
    localDate,
    startsAt,
    traits,
    views,
    reached,
    wish: lacksTime ? wishOf(localDate, draw) : null,
    conversion: isConverted ? conversionOf(type, draw) : null,
  };
}

function hourOf(drawn: number): number {
  let left = drawn * hours.reduce<number>((sum, share) => sum + share, 0);
  return Math.max(
    0,
    hours.findIndex((share) => {
      left -= share;
      return left < 0;
    }),
  );
}

function traitsOf({ languages }: DemoAudience, draw: Draw): DemoVisit['traits'] {
  const isMail = draw() < 0.08;
  return {
    page: pick(draw, [
      ['/', 52],
      ['/menu', 23],
      ['/contact', 15],
      ['/our-story', 10],
    ]),
    referrer: isMail
      ? ''
      : pick(draw, [
          ['www.google.com', 56],
          ['', 16],
          ['www.instagram.com', 15],
          ['maps.google.com', 13],
        ]),
    utm_source: isMail ? 'newsletter' : '',
    utm_medium: isMail ? 'email' : '',
    utm_campaign: isMail ? 'autumn' : '',
    device: pick(draw, [
      ['phone', 71],
      ['desktop', 24],
      ['tablet', 5],
    ]),
    language: pick(draw, languages),
    entry: pick(draw, [
      ['inline', 64],
      ['floating', 21],
      ['page', 9],
      ['link', 6],
    ]),
  };
}

/** Mostly a weekend evening that is full, as it is where tables are few. */
function wishOf(localDate: string, draw: Draw): Omit<Wish, 'sessions'> {
  const rule = pick(draw, [
    ['full', 62],
    ['closed', 16],
    ['party-too-large', 12],
    ['too-far', 6],
    ['too-soon', 4],
  ]);
  if (rule === 'party-too-large') return { wantedDate: localDate, wantedTime: '', partySize: 9, rule };
  if (rule === 'too-soon') return { wantedDate: localDate, wantedTime: '', partySize: 2, rule };
  if (rule === 'too-far') return { wantedDate: addDays(localDate, 75), wantedTime: '', partySize: 6, rule };
  const days = Array.from({ length: 7 }, (_, ahead) => addDays(localDate, ahead + 1));
  const dayNamed = (weekday: string): string => days.find((day) => weekdayOf(day) === weekday) ?? localDate;
  const partySize = Number(
    pick(draw, [
      ['2', 46],
      ['4', 36],
      ['6', 18],
    ]),
  );
  if (rule === 'closed') return { wantedDate: dayNamed('mon'), wantedTime: '', partySize, rule };
  const wantedTime = pick(draw, [
    ['20:00', 44],
    ['20:30', 30],
    ['19:30', 26],
  ]);
  return {
    wantedDate: dayNamed(
      pick(draw, [
        ['sat', 68],
        ['fri', 32],
      ]),
    ),
    wantedTime,
    partySize,
    rule,
  };
}

function conversionOf(type: WidgetType, draw: Draw): NonNullable<DemoVisit['conversion']> {
  const leadDays = Math.floor(draw() ** 2 * 24);
  if (type === 'booking')
    return {
      covers: Number(
        pick(draw, [
          ['2', 52],
          ['3', 14],
          ['4', 22],
          ['6', 12],
        ]),
      ),
      valueMinor: 0,
      leadDays,
    };
  const covers = 10 + 5 * Math.floor(draw() * 14);
  return { covers, valueMinor: covers * 2250, leadDays: leadDays + 3 };
}
