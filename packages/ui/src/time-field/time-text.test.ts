import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTimeText, stepTime } from './time-text.ts';

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hours, minutes]) => `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`);

describe('a typed time', () => {
  test.each([
    ['9', '09:00'],
    ['19', '19:00'],
    ['930', '09:30'],
    ['1830', '18:30'],
    ['9.30', '09:30'],
    [' 18:30 ', '18:30'],
    ['0:05', '00:05'],
  ])('%s is read as %s', (typed, expected) => {
    expect(parseTimeText(typed)).toBe(expected);
  });

  test.each(['', 'noon', '24:00', '12:60', '18:3', '12345', '-1'])('"%s" is no time of the day', (typed) => {
    expect(parseTimeText(typed)).toBeUndefined();
  });

  test('reads every full time as itself', () => {
    fc.assert(fc.property(time, (text) => parseTimeText(text) === text));
  });
});

describe('stepping', () => {
  test('lands on the grid and goes round midnight', () => {
    expect(stepTime('18:35', 15, 1)).toBe('18:45');
    expect(stepTime('18:35', 15, -1)).toBe('18:30');
    expect(stepTime('23:45', 15, 1)).toBe('00:00');
    expect(stepTime('00:00', 15, -1)).toBe('23:45');
  });

  test('up then down comes back to a time on the grid', () => {
    fc.assert(
      fc.property(time, fc.constantFrom(5, 10, 15, 20, 30, 60), (start, stepMinutes) => {
        const onGrid = stepTime(start, stepMinutes, 1);
        return stepTime(stepTime(onGrid, stepMinutes, 1), stepMinutes, -1) === onGrid;
      }),
    );
  });
});
