import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idSchema } from './ids.ts';
import { uuidv7, uuidv7TimeMs } from './identifiers.ts';

const random = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => crypto.getRandomValues(bytes);

describe('uuidv7', () => {
  it('carries its time in ms and is a valid UUID', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (nowMs) => {
        const id = uuidv7(nowMs, random);
        expect(uuidv7TimeMs(id)).toBe(nowMs);
        expect(idSchema.safeParse(id).success).toBe(true);
      }),
    );
  });

  it('sorts by time', () => {
    fc.assert(
      fc.property(fc.nat(1e12), fc.integer({ min: 1, max: 1e6 }), (early, later) => {
        expect(uuidv7(early, random) < uuidv7(early + later, random)).toBe(true);
      }),
    );
  });

  it('gives no time for another version', () => {
    expect(uuidv7TimeMs('2f9bd3ba-6b5e-4a7e-9a0b-1c2d3e4f5a6b')).toBeNull();
    expect(uuidv7TimeMs('nonsense')).toBeNull();
  });
});
