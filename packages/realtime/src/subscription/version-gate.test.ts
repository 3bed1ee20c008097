import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stampOf, VersionGate, type VersionStamp } from './version-gate.ts';

const stamp = fc.record({ id: fc.constantFrom('a', 'b', 'c'), version: fc.integer({ min: 1, max: 20 }) });
/** Any interleaving of what two sources say, with repeats and out of order. */
const arrivals = fc.array(stamp, { maxLength: 60 });

const admitted = (rows: readonly VersionStamp[]) => {
  const gate = new VersionGate();
  return rows.filter((row) => gate.admit(row));
};

describe('VersionGate', () => {
  it('never lets an older version pass after a newer one, nor the same one twice', () => {
    fc.assert(
      fc.property(arrivals, (rows) => {
        const seen = new Map<string, number>();
        return admitted(rows).every(({ id, version }) => {
          const isNews = version > (seen.get(id) ?? 0);
          seen.set(id, version);
          return isNews;
        });
      }),
    );
  });

  it('ends with the newest version of each row, whatever the order and the repeats', () => {
    fc.assert(
      fc.property(arrivals, (rows) => {
        const newest = new Map<string, number>();
        for (const { id, version } of rows) newest.set(id, Math.max(version, newest.get(id) ?? 0));
        expect(new Map(admitted(rows).map(({ id, version }) => [id, version]))).toEqual(newest);
      }),
    );
  });

  it('lets everything pass that comes once and in order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(stamp, { selector: ({ id, version }) => `${id}${version}` }), (rows) => {
        const inOrder = rows.toSorted((a, b) => a.version - b.version);
        expect(admitted(inOrder)).toEqual(inOrder);
      }),
    );
  });
});

describe('stampOf', () => {
  it.each([
    null,
    undefined,
    'words',
    7,
    {},
    { id: 'a' },
    { version: 1 },
    { id: 1, version: 1 },
    { id: 'a', version: '1' },
  ])('sees no row in %j', (payload) => {
    expect(stampOf('row.changed', payload)).toBeNull();
  });

  it('reads id and version of a row', () => {
    expect(stampOf('row.changed', { id: 'a', version: 2, status: 'pending' })).toEqual({ id: 'a', version: 2 });
  });

  it('sees no row in a tick, which counts its versions by itself', () => {
    expect(stampOf('insights.tick', { id: 'a', version: 2 })).toBeNull();
  });
});
