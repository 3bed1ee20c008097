import { beforeAll, describe, expect, it } from 'vitest';
import { hasMessages, loadMessages, messagesFor, pickLocale } from './locale.ts';

describe('pickLocale', () => {
  it('takes the first wish the restaurant speaks, by language where the region differs', () => {
    expect(pickLocale(['ja', 'de-AT', 'en'], ['en', 'it', 'de'], 'it')).toBe('de');
    expect(pickLocale(['de-CH'], ['de', 'de-CH'], 'de')).toBe('de-CH');
  });

  it('falls back to the restaurant’s default', () => {
    expect(pickLocale(['ja'], ['en', 'it'], 'it')).toBe('it');
    expect(pickLocale([], ['en', 'it'], 'it')).toBe('it');
  });
});

describe('loadMessages', () => {
  it('has English at once, and another language once it was loaded', async () => {
    expect(hasMessages('en-GB')).toBe(true);
    expect(hasMessages('it-CH')).toBe(false);
    expect(messagesFor('it-CH').language).toBe('English');
    await loadMessages('it-CH');
    expect(hasMessages('it-CH')).toBe(true);
    expect(messagesFor('it-CH').language).toBe('Italiano');
  });

  it('waits for nothing where there is no catalogue', () => {
    expect(hasMessages('ja')).toBe(true);
  });
});

describe('messagesFor', () => {
  beforeAll(async () => {
    await loadMessages('de');
    await loadMessages('fr');
  });

  it('speaks the language of a regional tag, and English for a language it does not know', () => {
    expect(messagesFor('de-CH').language).toBe('Deutsch');
    expect(messagesFor('ja').language).toBe('English');
  });

  it('uses each language’s own plural', () => {
    expect([1, 2].map((count) => messagesFor('en').guests(count))).toEqual(['1 guest', '2 guests']);
    expect([1, 2].map((count) => messagesFor('de').guests(count))).toEqual(['1 Gast', '2 Gäste']);
    expect([0, 1, 2].map((count) => messagesFor('fr').guests(count))).toEqual([
      '0 personne',
      '1 personne',
      '2 personnes',
    ]);
  });
});
