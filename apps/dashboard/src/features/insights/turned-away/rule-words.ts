import type { TurnedAway } from '@blunari/schema/insights';

export type Rule = TurnedAway['rules'][number]['rule'];

interface RuleWords {
  /** After the wish: `23 sessions wanted Saturday 28 Nov, 20:00 for 4: full`. */
  readonly short: string;
  /** Heads the sum of a rule. */
  readonly name: string;
  /** The setting that refused it, where one did. */
  readonly setting?: string;
}

/** What kept a time from being offered, as a restaurateur says it. */
export const ruleWords = {
  full: { short: 'full', name: 'No table was left', setting: 'Covers at once' },
  closed: { short: 'closed', name: 'Closed', setting: 'Weekly hours and closures' },
  past: { short: 'the last time of that day had gone by', name: 'Too late for that day', setting: 'Weekly hours' },
  'too-far': { short: 'further ahead than you take bookings', name: 'Too far ahead', setting: 'Furthest ahead' },
  'too-soon': { short: 'shorter notice than you take', name: 'Too short notice', setting: 'Latest booking' },
  'party-too-large': {
    short: 'more guests than can book online',
    name: 'Party too large',
    setting: 'Largest party online',
  },
  other: { short: 'not told', name: 'Not told' },
} as const satisfies Record<Rule, RuleWords>;

/** The setting behind a rule; undefined where none is. */
export function settingOf(rule: Rule): string | undefined {
  const words: RuleWords = ruleWords[rule];
  return words.setting;
}
