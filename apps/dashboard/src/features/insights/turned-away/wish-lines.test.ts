import type { Wish } from '@blunari/schema/insights';
import { expect, it } from 'vitest';
import { turnedAwaySentence, wishLines } from './wish-lines.ts';

const wish = (changes: Partial<Wish>): Wish => ({
  wantedDate: '2026-11-28',
  wantedTime: '20:00',
  partySize: 4,
  rule: 'full',
  sessions: 23,
  ...changes,
});

const told = (...wishes: Wish[]) =>
  wishLines({ wishes }, '2026-11-20').map(({ sessions, wanted, why }) => `${sessions} wanted ${wanted}: ${why}`);

it('says a wish as a restaurateur does', () => {
  expect(told(wish({}))).toEqual(['23 wanted Sat 28 Nov, 20:00 for 4: full']);
  expect(told(wish({ wantedTime: '', rule: 'closed', wantedDate: '2027-01-01' }))).toEqual([
    '23 wanted Fri 1 Jan 2027 for 4: closed',
  ]);
});

it('adds up parties that are too large, whatever the day: nobody asked them for one', () => {
  const large = { rule: 'party-too-large', partySize: 9, wantedTime: '' } as const;
  const lines = told(
    wish({}),
    wish({ ...large, sessions: 20 }),
    wish({ ...large, sessions: 5, wantedDate: '2026-11-27' }),
  );
  expect(lines).toEqual([
    '25 wanted a table for 9 or more: more guests than can book online',
    '23 wanted Sat 28 Nov, 20:00 for 4: full',
  ]);
});

it('sums up in a sentence', () => {
  expect(turnedAwaySentence({ total: 0, rules: [] })).toBe('Nobody was turned away.');
  const rules = [
    { rule: 'full', sessions: 30 },
    { rule: 'closed', sessions: 10 },
  ] as const;
  expect(turnedAwaySentence({ total: 40, rules })).toBe(
    '40 times a visitor wanted a time and saw none. 75% of it: no table was left.',
  );
});
