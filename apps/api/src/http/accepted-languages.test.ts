import { expect, it } from 'vitest';
import { acceptedLanguages } from './accepted-languages.ts';

it.each([
  ['it-IT,it;q=0.9,en;q=0.8', ['it-IT', 'it', 'en']],
  ['en;q=0.4, de-CH , fr; q=0.7', ['de-CH', 'fr', 'en']],
  ['*', []],
  ['fr;q=0, *;q=0.5, en', ['en']],
  ['de;q=much,it', ['de', 'it']],
  [',,;q=1', []],
  [undefined, []],
])('reads %s', (header, tags) => {
  expect(acceptedLanguages(header)).toEqual(tags);
});
