import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Present } from './presence-book.ts';
import { PresenceElsewhere } from './presence-elsewhere.ts';

const keys = ['a', 'b'].map((name) => ({ name, isPrivate: true }));
const presentOf = (process: string, topic: string, n: number): Present => {
  const ref = `${process} ${topic} ${n}`;
  return { presenceKey: `key ${n % 2}`, ref, meta: { phx_ref: ref } };
};
const step = fc.record({
  process: fc.constantFrom('p', 'q'),
  key: fc.constantFrom(...keys),
  joins: fc.uniqueArray(fc.nat(5)),
  leaves: fc.uniqueArray(fc.nat(5)),
  isState: fc.boolean(),
});

it('holds what was told last, and every change that it reports leads there', () => {
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const presence = new PresenceElsewhere();
      const seen = new Map(keys.map(({ name }) => [name, new Set<string>()]));
      for (const { process, key, joins, leaves, isState } of steps) {
        const left = leaves.map((n) => presentOf(process, key.name, n));
        const presents = joins.map((n) => presentOf(process, key.name, n));
        const changes = isState
          ? presence.replace(
              process,
              presents.map((present) => ({ key, present })),
            )
          : [presence.apply(process, { key, joins: presents, leaves: left })];
        for (const change of changes) {
          const refs = seen.get(change.key.name);
          // A diff never takes away who is not there, and never brings who is.
          for (const { ref } of change.leaves) expect(refs?.delete(ref)).toBe(true);
          for (const { ref } of change.joins) expect(refs?.has(ref)).toBe(false);
          for (const { ref } of change.joins) refs?.add(ref);
        }
        if (isState) expect(refsOf(presence).filter((ref) => ref.startsWith(process))).toEqual(refsIn(presents));
      }
      expect(refsOf(presence)).toEqual([...seen.values()].flatMap((refs) => [...refs]).toSorted());
      for (const process of ['p', 'q']) presence.replace(process, []);
      expect(refsOf(presence)).toEqual([]);
    }),
  );
});

const refsIn = (presents: readonly Present[]) => presents.map(({ ref }) => ref).toSorted();
const refsOf = (presence: PresenceElsewhere) => refsIn(keys.flatMap((key) => [...presence.presentOn(key)]));
