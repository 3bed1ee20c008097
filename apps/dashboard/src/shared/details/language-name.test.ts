import { expect, it } from 'vitest';
import { languageName } from './language-name.ts';

it('says a language in words, and shows what it does not know as it is', () => {
  expect(languageName('it')).toBe('Italian');
  expect(languageName('de-CH')).toBe('Swiss High German');
  expect(languageName('not a tag')).toBe('not a tag');
});
