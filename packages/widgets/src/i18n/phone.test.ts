import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readablePhone } from './phone.ts';

describe('readablePhone', () => {
  it('parts the calling code and invents no other group', () => {
    expect(readablePhone('+447700900147')).toBe('+44 7700900147');
    expect(readablePhone('+390515550147')).toBe('+39 0515550147');
    expect(readablePhone('+3545551234')).toBe('+354 5551234');
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
