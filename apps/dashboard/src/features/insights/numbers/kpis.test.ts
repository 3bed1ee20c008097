import { noNumbers, type Summary } from '@blunari/schema/insights';
import { expect, it } from 'vitest';
import { kpisOf } from './kpis.ts';

const now: Summary['now'] = {
  ...noNumbers,
  views: 120,
  sessions: 100,
  convertedSessions: 10,
  conversions: 10,
  covers: 29,
  valueMinor: 1_234_567,
  turnedAway: 7,
  dropped: null,
};

const context = {
  currency: 'EUR',
  than: 'the day before',
  series: undefined,
  present: { nowMs: 0, today: '2026-11-28' },
} as const;
const told = (widget: 'booking' | 'catering' | undefined, summary: Summary = { now }) =>
  kpisOf(summary, { ...context, widget }).map(({ label, value, unit = '' }) => `${label} ${value}${unit}`);

it('are eight, the last ones by what the widget is for', () => {
  expect(told('booking')).toEqual([
    'Views 120',
    'Interactions 0',
    'Bookings 10',
    'Conversion 10.0%',
    'Sessions 100',
    'Covers 29',
    'Guests per booking 2.9',
    'Turned away 7',
  ]);
  expect(told('catering').slice(-2)).toEqual(['Estimated value €12,346', 'Value per request €1,235']);
  expect(told(undefined).slice(-2)).toEqual(['Estimated value €12,346', 'Turned away 7']);
});

it('say nothing that nobody knows', () => {
  const unknown = { ...noNumbers, turnedAway: null, dropped: null };
  expect(told('booking', { now: unknown })).toContain('Conversion –');
  expect(told('booking', { now: unknown })).toContain('Guests per booking –');
  expect(told('booking', { now: unknown })).toContain('Turned away –');
});
