import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readablePhone } from './phone.ts';

describe('readablePhone', () => {
  it('groups what follows the calling code', () => {
    expect(readablePhone('+447700900147')).toBe('+44 770 090 0147');
    expect(readablePhone('+390515550147')).toBe('+39 051 555 0147');
    expect(readablePhone('+3545551234')).toBe('+354 555 1234');
  });

  it('changes no digit, whatever the number', () => {
    const digits = fc.string({ unit: fc.integer({ min: 0, max: 9 }).map(String), minLength: 7, maxLength: 15 });
    fc.assert(
      fc.property(digits, (typed) => {
        expect(readablePhone(`+${typed}`).replaceAll(' ', '')).toBe(`+${typed}`);
      }),
    );
  });
});
