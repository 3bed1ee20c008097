import fc from 'fast-check';
import { describe, it } from 'vitest';
import { converges } from './fuzz/converges.ts';
import { seeds } from './fuzz/seeds.ts';

describe('clients over any schedule of drops, restarts, losses, repeats, reorderings, expiries, blocks, late timers and sleeps', () => {
  it.each(seeds)(
    'end with what the server has, and never show an older version after a newer (seed %d)',
    async (seed) => {
      await fc.assert(converges, { numRuns: 100, seed });
    },
  );
});
