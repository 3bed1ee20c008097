import { expect, test } from 'vitest';
import { liveNumber } from './use-live-number.ts';

test('reports a whole number inside the limits at once', () => {
  expect(liveNumber('12', { minValue: 1, maxValue: 60 })).toBe(12);
  expect(liveNumber('-3', {})).toBe(-3);
});

test.each(['', '0', '61', '012', '1.5', '1e3', '12 ', 'x', '9007199254740993'])('waits with "%s"', (text) => {
  expect(liveNumber(text, { minValue: 1, maxValue: 60 })).toBeUndefined();
});

test('waits with a number between two steps', () => {
  expect(liveNumber('20', { minValue: 5, step: 15 })).toBe(20);
  expect(liveNumber('21', { minValue: 5, step: 15 })).toBeUndefined();
});
