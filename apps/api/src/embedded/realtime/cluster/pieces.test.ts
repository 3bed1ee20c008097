import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutBatch, PieceJoiner, type Batch } from './pieces.ts';

const batch = fc.record({
  from: fc.constantFrom('0a1b', 'ffff'),
  number: fc.nat(),
  text: fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => text.repeat(9_000)),
  ),
});

const joinAll = (pieces: readonly string[]): Batch[] => {
  const joiner = new PieceJoiner();
  return pieces.flatMap((piece) => joiner.add(piece) ?? []);
};

describe('pieces', () => {
  it('fit into a notice, differ from each other, and are the batch again', () => {
    fc.assert(
      fc.property(batch, (sent) => {
        const pieces = cutBatch(sent);
        expect(Math.max(...pieces.map((piece) => Buffer.byteLength(piece)))).toBeLessThan(8_000);
        expect(new Set(pieces).size).toBe(pieces.length);
        expect(joinAll(pieces)).toEqual([sent]);
      }),
      { numRuns: 60 },
    );
  });

  it('of batches whose beginnings were missed are dropped, and the next batch is whole', () => {
    fc.assert(
      fc.property(batch, batch, fc.nat(), (first, second, from) => {
        const pieces = cutBatch({ ...first, from: 'aaaa' });
        const missed = 1 + (from % pieces.length);
        expect(joinAll([...pieces.slice(missed), ...cutBatch(second)])).toEqual([second]);
        expect(joinAll([...pieces.slice(0, -1), ...cutBatch(second)])).toEqual([second]);
      }),
      { numRuns: 60 },
    );
  });

  it('of anything else are nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (texts) => {
        expect(joinAll(texts)).toEqual([]);
      }),
    );
  });
});
