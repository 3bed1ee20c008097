import { expect, it } from 'vitest';
import { banEndOf } from './ban-duration.ts';

const now = new Date('2026-11-28T00:00:00Z');

it.each([
  ['24h', '2026-11-29T00:00:00.000Z'],
  ['1h30m', '2026-11-28T01:30:00.000Z'],
  ['1.5h', '2026-11-28T01:30:00.000Z'],
  ['250ms', '2026-11-28T00:00:00.250Z'],
  ['0s', '2026-11-28T00:00:00.000Z'],
])('%s ends at %s', (duration, end) => expect(banEndOf(duration, now)?.toISOString()).toBe(end));

it('lifts a ban with "none"', () => expect(banEndOf('none', now)).toBeNull());

it('ends for ever in a year that can be written', () => {
  expect(banEndOf('99999999999999999h', now)?.getUTCFullYear()).toBeLessThan(10_000);
});

it.each(['', '1', 'h', '-1h', '1d', '1h 30m', 'forever', '1h;drop'])('refuses "%s"', (duration) =>
  expect(banEndOf(duration, now)).toBeUndefined(),
);
