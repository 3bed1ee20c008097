import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dropRow, upsertRow } from './upsert-row.ts';

const rowArbitrary = fc.record({ id: fc.constantFrom('a', 'b', 'c'), version: fc.nat(5), at: fc.nat(9) });
const byTime = (one: { at: number; id: string }, other: { at: number; id: string }) =>
  one.at - other.at || one.id.localeCompare(other.id);

it('ends with the newest version of each row, in order, whatever the order and however often rows arrive', () => {
  fc.assert(
    fc.property(fc.array(rowArbitrary), (arrived) => {
      const rows = arrived.reduce<(typeof arrived)[number][]>((held, row) => upsertRow(held, row, byTime), []);
      expect(rows).toEqual(rows.toSorted(byTime));
      for (const { id } of arrived) {
        const newest = Math.max(...arrived.filter((row) => row.id === id).map((row) => row.version));
        expect(rows.filter((row) => row.id === id).map((row) => row.version)).toEqual([newest]);
      }
    }),
  );
});

it('drops a row that moved away unless a newer version is held', () => {
  const held = [{ id: 'a', version: 3 }];
  expect(dropRow(held, { id: 'a', version: 3 })).toEqual([]);
  expect(dropRow(held, { id: 'a', version: 2 })).toEqual(held);
});
