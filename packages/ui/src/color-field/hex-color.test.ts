import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseHexColor } from './hex-color.ts';

test.each([
  ['#8A2B2B', '#8a2b2b'],
  ['8a2b2b', '#8a2b2b'],
  [' #fed ', '#ffeedd'],
])('%s is read as %s', (typed, expected) => {
  expect(parseHexColor(typed)).toBe(expected);
});

test.each(['', '#', '#12', '#12345', '#1234567', 'red', '#gggggg'])('"%s" is no colour', (typed) => {
  expect(parseHexColor(typed)).toBeUndefined();
});

test('reads every full colour as itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (rgb) => {
      const colour = `#${rgb.toString(16).padStart(6, '0')}`;
      return parseHexColor(colour) === colour;
    }),
  );
});
