import { noNumbers } from '@blunari/schema/insights';
import { expect, it } from 'vitest';
import { formatMetric, metricName, metricOf } from './metrics.ts';

const numbers = { ...noNumbers, views: 9, sessions: 8, convertedSessions: 2, conversions: 3, valueMinor: 12_345 };

it('reads a metric off numbers, the rate as a percentage of the sessions', () => {
  expect(metricOf('conversions', numbers)).toBe(3);
  expect(metricOf('rate', numbers)).toBe(25);
  expect(metricOf('value', numbers)).toBe(12_345);
});

it('knows no rate without sessions, and nothing that an hour does not tell', () => {
  expect(metricOf('rate', noNumbers)).toBeNull();
  expect(metricOf('rate', { views: 1 })).toBeNull();
  expect(metricOf('covers', { views: 1 })).toBeNull();
});

it('writes money in the restaurant’s currency and rates with a tenth', () => {
  expect(formatMetric('value', 12_345, 'GBP')).toBe('£123.45');
  expect(formatMetric('value', 12_345, 'JPY')).toBe('¥12,345');
  expect(formatMetric('rate', 5, 'EUR')).toBe('5.0%');
  expect(formatMetric('views', 8412, 'EUR')).toBe('8,412');
});

it('calls conversions by what the widget is for', () => {
  expect(metricName('conversions', 'booking')).toBe('Bookings');
  expect(metricName('conversions', 'catering')).toBe('Requests');
  expect(metricName('conversions', undefined)).toBe('Bookings and requests');
});
