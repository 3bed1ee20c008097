import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spellingsOf, toStoredPhone } from './phone-number.ts';

const rome = { country: 'IT', timeZone: 'Europe/Rome' };

describe('the number of a guest', () => {
  it.each([
    ['051 123 456', rome, '+39051123456'],
    ['+39 051 (123) 456', rome, '+39051123456'],
    ['0039-051/123.456', rome, '+39051123456'],
    ['020 7946 0018', { country: 'GB', timeZone: 'Europe/London' }, '+442079460018'],
    ['+44 20 7946 0018', rome, '+442079460018'],
    ['0044 20 7946 0018', { country: 'US', timeZone: 'America/New_York' }, '+442079460018'],
    ['(212) 555-0148', { country: 'US', timeZone: 'America/New_York' }, '+12125550148'],
    ['1 212 555 0148', { country: 'US', timeZone: 'America/New_York' }, '+12125550148'],
  ])('%s is stored in one spelling', (typed, home, stored) => {
    expect(toStoredPhone(typed, home)).toBe(stored);
    expect(toStoredPhone(stored, home)).toBe(stored);
  });

  it('is at home where the clock is when the restaurant names no country', () => {
    expect(toStoredPhone('030 901820', { country: '', timeZone: 'Europe/Berlin' })).toBe('+4930901820');
    expect(toStoredPhone('080 4718 1888', { country: '', timeZone: 'Asia/Kolkata' })).toBe('+918047181888');
  });

  it('stays as it was typed where nobody could dial it', () => {
    for (const typed of ['', '123', '051 123 456']) {
      expect(toStoredPhone(typed, { country: '', timeZone: 'UTC' })).toBe(typed);
    }
    expect(toStoredPhone('999 999 999 999 999', rome)).toBe('999 999 999 999 999');
  });

  it('is the same however its digits are set apart', () => {
    const separators = fc.array(fc.constantFrom('', ' ', '-', '.', '/', ' ('), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(separators, (gaps) => {
        const typed = '051123456'
          .split('')
          .map((digit, index) => `${index === 0 ? '' : (gaps[index] ?? '')}${digit}`)
          .join('');
        expect(toStoredPhone(typed, rome)).toBe('+39051123456');
      }),
    );
  });

  it('is looked for in every spelling it may be stored in', () => {
    expect(spellingsOf('+44 20 7946 0018', rome)).toEqual(['+44 20 7946 0018', '+442079460018', '020 7946 0018']);
    expect(spellingsOf('12', rome)).toEqual(['12']);
    expect(spellingsOf('', rome)).toEqual([]);
  });
});
