import { insightLimits, type PeriodQuestion, type TurnedAway } from '@blunari/schema/insights';
import { wishesIn, type Desk } from './desk.ts';

/** What sessions of a period wanted and could not have, the most wanted first. */
export function answerTurnedAway(desk: Desk, { period }: PeriodQuestion): TurnedAway {
  const wanted = wishesIn(desk, period);
  const alike = Map.groupBy(wanted, ({ wantedDate, wantedTime, partySize, rule }) =>
    // In the order of two that are wanted alike.
    [wantedDate, wantedTime || '-', String(partySize).padStart(3), rule].join(' '),
  );
  const wishes = [...alike]
    .toSorted(([one, ofOne], [other, ofOther]) => sumOf(ofOther) - sumOf(ofOne) || (one < other ? -1 : 1))
    .flatMap(([, own]) => (own[0] ? { ...own[0], sessions: sumOf(own) } : []))
    .slice(0, insightLimits.maxWishes);
  const rules = [...Map.groupBy(wanted, ({ rule }) => rule)]
    .map(([rule, own]) => ({ rule, sessions: sumOf(own) }))
    .toSorted((one, other) => other.sessions - one.sessions || (one.rule < other.rule ? -1 : 1));
  const total = sumOf(wanted);
  return { wishes, rest: total - sumOf(wishes), total, rules };
}

const sumOf = (wishes: readonly { readonly sessions: number }[]): number =>
  wishes.reduce((sum, { sessions }) => sum + sessions, 0);
