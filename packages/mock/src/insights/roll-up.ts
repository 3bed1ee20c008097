import { leadTimeOf, noNumbers, type InsightNumbers, type Wish } from '@blunari/schema/insights';
import type { EventRecord } from '../state/records.ts';
import { sessionsOf } from './sessions-of.ts';
import { placesOf, traitsOf } from './traits-of.ts';

/** Numbers that count on a day under a value of a dimension; several rows of one place add up. */
export interface DayRow extends InsightNumbers {
  readonly widgetId: string;
  readonly localDate: string;
  readonly dimension: string;
  readonly value: string;
}

/** What sessions that count on a day wanted and saw no time for; several rows of one wish add up. */
export interface DayWish extends Wish {
  readonly widgetId: string;
  readonly localDate: string;
}

export function wishesOf(events: readonly EventRecord[]): readonly DayWish[] {
  return sessionsOf(events).flatMap(({ widgetId, localDate, wishes }) =>
    wishes.map((wish) => ({ ...wish, widgetId, localDate, sessions: 1 })),
  );
}

/** What events add to the days: each under its own values, its session under those of the session's first event. */
export function rollUp(events: readonly EventRecord[]): readonly DayRow[] {
  return [...events.flatMap(rowsOfEvent), ...rowsOfSessions(events)];
}

function rowsOfEvent(event: EventRecord): readonly DayRow[] {
  const { widgetId, localDate, type, covers = 0, valueMinor = 0, leadDays } = event;
  const own = {
    ...noNumbers,
    views: type === 'view' ? 1 : 0,
    interactions: type === 'interaction' ? 1 : 0,
    conversions: type === 'conversion' ? 1 : 0,
    covers,
    valueMinor,
  };
  const lead = leadDays === undefined ? [] : [{ dimension: 'lead', value: leadTimeOf(leadDays) }];
  return [...placesOf(traitsOf(event)), ...lead].map((place) => ({ widgetId, localDate, ...place, ...own }));
}

function rowsOfSessions(events: readonly EventRecord[]): readonly DayRow[] {
  return sessionsOf(events).flatMap(({ widgetId, localDate, traits, reached, wishes, isConverted }) => {
    const own = { ...noNumbers, sessions: 1, convertedSessions: isConverted ? 1 : 0 };
    const steps = [...reached].map((step) => ({ dimension: 'funnel', value: step }));
    const refused = wishes.length > 0 ? [{ dimension: 'turned_away', value: 'any' }] : [];
    return [...placesOf(traits), ...steps, ...refused].map((place) => ({ widgetId, localDate, ...place, ...own }));
  });
}
