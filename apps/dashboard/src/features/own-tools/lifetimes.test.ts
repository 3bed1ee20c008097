import { expect, it } from 'vitest';
import { expiresAtOf, lifetimes } from './lifetimes.ts';

it('a token ends so many days after it was made, or not by itself', () => {
  const nowMs = Date.parse('2026-11-28T12:00:00Z');
  expect(lifetimes.map(({ value }) => expiresAtOf(value, nowMs))).toEqual([
    undefined,
    '2026-12-28T12:00:00.000Z',
    '2027-02-26T12:00:00.000Z',
    '2027-11-28T12:00:00.000Z',
  ]);
});
