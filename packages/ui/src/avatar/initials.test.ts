import { expect, test } from 'vitest';
import { initials } from './initials.ts';

test.each([
  ['Giulia Ferri', 'GF'],
  ['Ada', 'A'],
  ['  Jan  van den Berg ', 'JB'],
  ['émile zola', 'ÉZ'],
  ['李 小龙', '李小'],
  ['', ''],
])('%s signs as %s', (name, expected) => {
  expect(initials(name)).toBe(expected);
});
