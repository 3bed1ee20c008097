import { expect, it } from 'vitest';
import { amountChange, countChange, rateChange } from './change-words.ts';

const than = 'the 28 days before';
const words = (change: ReturnType<typeof countChange>) => change && `${change.news} ${change.rest}`;

it('tells small numbers as a difference and larger ones as a share', () => {
  expect(words(countChange(62, 50, than))).toBe('12 more than the 28 days before');
  expect(words(countChange(38, 50, than))).toBe('12 fewer than the 28 days before');
  expect(words(countChange(8412, 7700, than))).toBe('9% more than the 28 days before');
  expect(words(countChange(5, 0, than))).toBe('5 more than the 28 days before');
});

it('never says that nothing changed where something did', () => {
  expect(words(countChange(10_001, 10_000, than))).toBe('1 more than the 28 days before');
  expect(words(countChange(50, 50, than))).toBe('as many as the 28 days before');
});

it('compares with nothing where nothing is known', () => {
  expect(countChange(5, undefined, than)).toBeNull();
  expect(rateChange(4.1, null, than)).toBeNull();
  expect(amountChange(null, 3, than)).toBeNull();
});

it('tells rates in points', () => {
  expect(words(rateChange(4.14, 3.7, than))).toBe('0.4 points up on the 28 days before');
  expect(words(rateChange(3, 4, than))).toBe('1 point down on the 28 days before');
  expect(words(rateChange(4.11, 4.12, than))).toBe('the same as the 28 days before');
});

it('tells amounts as a share, and without one where there was nothing', () => {
  expect(words(amountChange(120_000, 100_000, than))).toBe('20% more than the 28 days before');
  expect(words(amountChange(90, 100, than))).toBe('10% less than the 28 days before');
  expect(words(amountChange(90, 0, than))).toBe('more than the 28 days before');
  expect(words(amountChange(1001, 1000, than))).toBe('as much as the 28 days before');
});
