import { expect, it } from 'vitest';
import { formatAgo, formatDay, formatLocalDate, formatTime, localDateAt, zoneTown } from './local-time.ts';

const newYear = Date.parse('2026-12-31T23:30:00Z');

it('puts an instant on the restaurant’s calendar and clock', () => {
  expect(localDateAt(newYear, 'Europe/Rome')).toBe('2027-01-01');
  expect(localDateAt(newYear, 'Europe/London')).toBe('2026-12-31');
  expect(formatTime(newYear, 'Europe/Rome')).toBe('00:30');
});

it('adds the year only where it is not this one', () => {
  expect(formatDay('2026-11-14T12:00:00Z', 'Europe/Rome', newYear - 86_400_000)).toBe('Sat 14 Nov');
  expect(formatDay('2027-02-14T12:00:00Z', 'Europe/Rome', newYear - 86_400_000)).toBe('Sun 14 Feb 2027');
});

it('names calendar dates without a zone', () => {
  expect(formatLocalDate('2026-11-14')).toBe('Saturday 14 November');
  expect(formatLocalDate('2026-11-14', 'short')).toBe('Sat 14 November');
});

it('says lengths in their largest unit', () => {
  expect(formatAgo(0, 59_000)).toBe('now');
  expect(formatAgo(0, 12 * 60_000)).toBe('12 min ago');
  expect(formatAgo(0, 26 * 3_600_000)).toBe('26 h ago');
  expect(formatAgo(0, 72 * 3_600_000)).toBe('3 days ago');
  expect(zoneTown('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
});
