import { leadTimes, noNumbers } from '@blunari/schema/insights';
import { fillHeatMap } from '@blunari/schema/insights/answers';
import { expect, it } from 'vitest';
import { heatLevel, heatSentence } from '../heat-map/heat-sentence.ts';
import { leadSentence } from '../lead-time/lead-words.ts';
import { seriesPoints } from '../series/series-points.ts';
import { seriesSentence } from '../series/series-sentence.ts';
import { periodWords } from './date-words.ts';

it('says when of the week most happens', () => {
  const cells = fillHeatMap([{ hourOfWeek: 5 * 24 + 23, views: 1200, interactions: 0, conversions: 0 }]);
  expect(heatSentence(cells, 'views', 'Views')).toBe('Views: most on Saturday, 23:00 to 00:00 (1,200).');
  expect(heatSentence(cells, 'conversions', 'Bookings')).toBe('No bookings in this time.');
});

it('colours from a little to the most, and nothing not at all', () => {
  expect([0, 1, 20, 21, 99, 100].map((value) => heatLevel(value, 100))).toEqual([0, 1, 1, 2, 5, 5]);
});

it('says how far ahead half of them are made', () => {
  const counts = [10, 10, 30, 30, 10, 5, 5];
  const stretches = leadTimes.map((leadDays, index) => ({
    leadDays,
    conversions: counts[index] ?? 0,
    covers: 0,
    valueMinor: 0,
  }));
  expect(leadSentence(stretches, { many: 'bookings' })).toBe(
    'Half or more of 100 bookings are made at most 3 days ahead.',
  );
  expect(leadSentence([], { many: 'bookings' })).toBe('No bookings in this time.');
});

const day = (localDate: string, views: number) => ({ ...noNumbers, from: localDate, to: localDate, views });

it('says of a line how much, when most and how much before, and knows nothing of days to come', () => {
  const series = {
    unit: 'day' as const,
    points: [day('2026-11-26', 3), day('2026-11-27', 5), day('2026-11-28', 0)],
    compared: [day('2026-11-23', 1), day('2026-11-24', 2), day('2026-11-25', 4)],
  };
  const points = seriesPoints(series, 'views', { nowMs: 0, today: '2026-11-27' });
  expect(points.map(({ value }) => value)).toEqual([3, 5, null]);
  expect(points[1]?.compared).toEqual({ name: 'Tue 24 Nov', value: 2 });
  const compared = { total: '7', when: 'in the 3 days before' };
  expect(
    seriesSentence(points, { name: 'Views', unit: 'day', isCount: true, total: '8', compared, format: String }),
  ).toBe('Views: 8, most on Fri 27 Nov (5). It was 7 in the 3 days before.');
  expect(seriesSentence([], { name: 'Views', unit: 'day', isCount: true, total: '0', compared, format: String })).toBe(
    'Views: nothing in this time. It was 7 in the 3 days before.',
  );
});

it('writes the year only where it is another one', () => {
  expect(periodWords({ from: '2026-10-18', to: '2026-11-14' }, '2026-11-14')).toBe('18 Oct to 14 Nov');
  expect(periodWords({ from: '2025-12-18', to: '2026-01-14' }, '2026-11-14')).toBe('18 Dec 2025 to 14 Jan');
  expect(periodWords({ from: '2025-10-18', to: '2025-10-20' }, '2026-11-14')).toBe('18 to 20 Oct 2025');
});
