import type { TurnedAway, Wish } from '@blunari/schema/insights';
import { dayWords } from '../words/date-words.ts';
import { formatNumber } from '../words/metrics.ts';
import { ruleWords } from './rule-words.ts';

/** A line of the list, most wanted first: how many, what they wanted, and why they saw no time. */
export interface WishLine {
  readonly id: string;
  readonly sessions: number;
  readonly wanted: string;
  readonly why: string;
}

/** Wishes in words. Parties that are too large are told by their size alone: they were refused before they chose a day. */
export function wishLines({ wishes }: Pick<TurnedAway, 'wishes'>, today: string): readonly WishLine[] {
  const bySentence = Map.groupBy(wishes, (wish) => `${wantedWords(wish, today)}: ${ruleWords[wish.rule].short}`);
  return [...bySentence]
    .flatMap(([id, [first, ...others]]) => {
      if (!first) return [];
      const sessions = others.reduce((sum, wish) => sum + wish.sessions, first.sessions);
      return [{ id, sessions, wanted: wantedWords(first, today), why: ruleWords[first.rule].short }];
    })
    .toSorted((one, other) => other.sessions - one.sessions);
}

function wantedWords({ wantedDate, wantedTime, partySize, rule }: Wish, today: string): string {
  if (rule === 'party-too-large') return `a table for ${partySize} or more`;
  const time = wantedTime === '' ? '' : `, ${wantedTime}`;
  return `${dayWords(wantedDate, today)}${time} for ${partySize}`;
}

/** The whole in a sentence. */
export function turnedAwaySentence({ total, rules }: Pick<TurnedAway, 'total' | 'rules'>): string {
  const [first] = rules;
  if (total === 0 || !first) return 'Nobody was turned away.';
  const times = total === 1 ? 'Once' : `${formatNumber(total)} times`;
  const share = Math.round((100 * first.sessions) / total);
  return `${times} a visitor wanted a time and saw none. ${share}% of it: ${ruleWords[first.rule].name.toLowerCase()}.`;
}
