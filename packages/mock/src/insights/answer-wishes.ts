import { insightLimits, type PeriodQuestion, type TurnedAway, type Wish } from '@blunari/schema/insights';
import type { Desk } from './desk.ts';
import { sessionsOf } from './sessions-of.ts';

/** What sessions of a period wanted and could not have, the most wanted first. */
export function answerTurnedAway({ events }: Desk, { period }: PeriodQuestion): TurnedAway {
  const wanted = sessionsOf(events)
    .filter(({ localDate }) => localDate >= period.from && localDate <= period.to)
    .flatMap(({ wishes }) => wishes);
  const alike = Map.groupBy(wanted, ({ wantedDate, wantedTime, partySize, rule }) =>
    [wantedDate, wantedTime || '-', String(partySize).padStart(3), rule].join(' '),
  );
  const wishes = [...alike]
    .toSorted(([one, ofOne], [other, ofOther]) => ofOther.length - ofOne.length || (one < other ? -1 : 1))
    .flatMap(([, own]): Wish[] => (own[0] ? [{ ...own[0], sessions: own.length }] : []))
    .slice(0, insightLimits.maxWishes);
  const rules = [...Map.groupBy(wanted, ({ rule }) => rule)]
    .map(([rule, own]) => ({ rule, sessions: own.length }))
    .toSorted((one, other) => other.sessions - one.sessions || (one.rule < other.rule ? -1 : 1));
  const listed = wishes.reduce((sum, { sessions }) => sum + sessions, 0);
  return { wishes, rest: wanted.length - listed, total: wanted.length, rules };
}
