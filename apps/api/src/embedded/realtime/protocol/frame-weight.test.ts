import { expect, it } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { weightOf } from './frame-weight.ts';

it('weighs a frame by its bytes, and by all that has to be made of them', () => {
  expect(weightOf(Buffer.from('"soup of the day"'))).toBe(17 + 2 * 6);
  expect(weightOf(Buffer.from('[1,2,3]'))).toBe(7 + 40);
  expect(weightOf(Buffer.from('[{"a":[]}]'))).toBe(10 + 3 * 40 + 30 + 2 * 6);
});

it('takes no colon but a member’s for one', () => {
  expect(weightOf(Buffer.from('at 10:00:00, see https://soup.example'))).toBe(37);
  for (const member of ['"":1', '""\n:1']) expect(weightOf(Buffer.from(member))).toBe(member.length + 30 + 2 * 6);
});

it.each([
  '{"id":"abcdefgh-1234","name":"Table by the window","party":4,"tags":["a","b"]},',
  '{"id":1,"name":"x","at":"2026-11-28T10:00:00Z"},',
])('lets the largest broadcast of rows pass within what a connection may send in a second: %s', (row) => {
  const frame = Buffer.from(row.repeat(defaultLimits.broadcastBytes / row.length));
  expect(weightOf(frame)).toBeLessThan(defaultLimits.frameBytesPerSecond);
});
