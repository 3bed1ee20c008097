import type { InsightDimension, Wish } from '@blunari/schema/insights';
import type { EventRecord } from '../state/records.ts';
import { traitsOf } from './traits-of.ts';

/** A session as it counts: on the day and under the values of its first event. */
export interface SessionRecord {
  readonly widgetId: string;
  readonly localDate: string;
  readonly traits: Readonly<Record<InsightDimension, string>>;
  /** Steps that it used. */
  readonly reached: ReadonlySet<string>;
  /** What it wanted and saw no time for, each once. */
  readonly wishes: readonly Omit<Wish, 'sessions'>[];
  readonly isConverted: boolean;
}

/** Sessions that some events belong to; a session of one widget is not one of another. */
export function sessionsOf(events: readonly EventRecord[]): readonly SessionRecord[] {
  const counted = events.filter(({ sessionId }) => sessionId !== null);
  const bySession = Map.groupBy(counted, ({ widgetId, sessionId }) => `${widgetId} ${sessionId}`);
  return [...bySession.values()].flatMap((own) => {
    const first = own.toSorted(byTime)[0];
    if (!first) return [];
    return {
      widgetId: first.widgetId,
      localDate: first.localDate,
      traits: traitsOf(first),
      reached: new Set(own.flatMap((event) => reachedBy(event) ?? [])),
      wishes: [...new Map(own.flatMap(wishOf)).values()],
      isConverted: own.some(({ type }) => type === 'conversion'),
    };
  });
}

/** Whoever gives up at a step has not used it. */
function reachedBy({ type, kind, step }: EventRecord): string | undefined {
  return type === 'interaction' && kind !== 'abandon' ? step : undefined;
}

const byTime = (one: EventRecord, other: EventRecord): number => one.atMs - other.atMs || (one.id < other.id ? -1 : 1);

function wishOf(event: EventRecord): readonly [string, Omit<Wish, 'sessions'>][] {
  const { wantedDate, wantedTime = '', partySize, rule } = event;
  if (wantedDate === undefined || partySize === undefined || rule === undefined) return [];
  return [[[wantedDate, wantedTime, partySize, rule].join(' '), { wantedDate, wantedTime, partySize, rule }]];
}
