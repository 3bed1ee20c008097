import { expect, it } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { weightOf } from './frame-weight.ts';

it('weighs a frame by its bytes, and by all that has to be made of them', () => {
  expect(weightOf(Buffer.from('"soup of the day"'))).toBe(17);
  expect(weightOf(Buffer.from('[1,2,3]'))).toBe(7 + 60);
  expect(weightOf(Buffer.from('[{"a":[]}]'))).toBe(10 + 4 * 60);
});

it('lets the largest broadcast of rows pass within what a connection may send in a second', () => {
  const row = '{"id":"abcdefgh-1234","name":"Table by the window","party":4,"tags":["a","b"]},';
  const frame = Buffer.from(row.repeat(defaultLimits.broadcastBytes / row.length));
  expect(weightOf(frame)).toBeLessThan(defaultLimits.frameBytesPerSecond);
});
