import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrastRatio, mix, parseHex, toHex } from './oklch.ts';

describe('oklch', () => {
  it('reads and writes every sRGB colour without changing it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
        const hex = `#${value.toString(16).padStart(6, '0')}`;
        expect(toHex(parseHex(hex))).toBe(hex);
      }),
    );
  });

  it('measures contrast as WCAG does', () => {
    expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrastRatio('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  it('keeps lightness when the screen cannot show the chroma', () => {
    expect(parseHex(toHex({ l: 0.6, c: 0.4, h: 200 })).l).toBeCloseTo(0.6, 2);
  });

  it('mixes from one colour to the other', () => {
    expect(mix('#000000', '#ffffff', 0)).toBe('#000000');
    expect(mix('#000000', '#ffffff', 1)).toBe('#ffffff');
    expect(mix('#000000', '#ff0000', 0.5)).toBe('#800000');
  });
});
