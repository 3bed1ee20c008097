import { describe, expect, it } from 'vitest';
import { guestText } from './guest-text.ts';

const title = { it: 'Prenota un tavolo', fr: 'À table' };

describe('guestText', () => {
  it('takes the restaurant’s text in the language of the guest', () => {
    expect(guestText(title, 'fr', 'Réserver une table')).toBe('À table');
    expect(guestText(title, 'it-CH', 'Prenota')).toBe('Prenota un tavolo');
  });

  it('takes our own words before a text in another language, and before an empty one', () => {
    expect(guestText(title, 'de', 'Tisch reservieren')).toBe('Tisch reservieren');
    expect(guestText({ de: '' }, 'de', 'Tisch reservieren')).toBe('Tisch reservieren');
  });
});
