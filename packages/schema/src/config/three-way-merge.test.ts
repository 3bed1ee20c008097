import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMergePatch, diffMergePatch, isJsonObject, jsonEquals, type JsonObject } from './merge-patch.ts';
import { threeWayMerge } from './three-way-merge.ts';

const leaf = fc.oneof(fc.integer({ min: 0, max: 2 }), fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 2 }));
const section = fc.dictionary(fc.constantFrom('x', 'y', 'z'), leaf, { maxKeys: 3 });
const config: fc.Arbitrary<JsonObject> = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(leaf, section), {
  maxKeys: 3,
});

describe('threeWayMerge', () => {
  it('keeps edits of different fields from both sides', () => {
    const base = { party: { min: 1, max: 8 }, texts: { intro: { en: 'Hello' } } };
    const outcome = threeWayMerge(
      base,
      { party: { max: 10 } },
      { party: { min: 2, max: 8 }, texts: { intro: { en: 'Ciao' } } },
    );
    expect(outcome.merged).toEqual({ party: { min: 2, max: 10 }, texts: { intro: { en: 'Ciao' } } });
    expect(outcome.conflicts).toEqual([]);
  });

  it('reports a field that both sides set differently, and leaves theirs in place', () => {
    const outcome = threeWayMerge({ party: { max: 8 } }, { party: { max: 14 } }, { party: { max: 12 } });
    expect(outcome.merged).toEqual({ party: { max: 12 } });
    expect(outcome.conflicts).toEqual([{ path: ['party', 'max'], base: 8, mine: 14, theirs: 12 }]);
  });

  it('takes the same change on both sides as agreement', () => {
    const outcome = threeWayMerge({ party: { max: 8 } }, { party: { max: 12 } }, { party: { max: 12 } });
    expect(outcome.conflicts).toEqual([]);
  });

  it('reports a deletion against an edit, with the missing side undefined', () => {
    const base = { sittings: { lunch: { from: '12:00' } } };
    const outcome = threeWayMerge(base, { sittings: { lunch: null } }, { sittings: { lunch: { from: '12:30' } } });
    expect(outcome.merged).toEqual({ sittings: { lunch: { from: '12:30' } } });
    expect(outcome.conflicts).toEqual([
      { path: ['sittings', 'lunch'], base: { from: '12:00' }, mine: undefined, theirs: { from: '12:30' } },
    ]);
  });

  it('applies my patch whole when nobody else changed anything', () => {
    fc.assert(
      fc.property(config, config, (base, mine) => {
        const outcome = threeWayMerge(base, diffMergePatch(base, mine), base);
        expect(outcome.conflicts).toEqual([]);
        expect(jsonEquals(outcome.merged, mine)).toBe(true);
      }),
    );
  });

  it('changes nothing of theirs when I changed nothing', () => {
    fc.assert(
      fc.property(config, config, (base, theirs) => {
        expect(jsonEquals(threeWayMerge(base, {}, theirs).merged, theirs)).toBe(true);
      }),
    );
  });

  it('agrees on the outcome whoever saves first, when nothing conflicts', () => {
    fc.assert(
      fc.property(config, config, config, (base, mine, theirs) => {
        const one = threeWayMerge(base, diffMergePatch(base, mine), theirs);
        const other = threeWayMerge(base, diffMergePatch(base, theirs), mine);
        fc.pre(one.conflicts.length === 0 && other.conflicts.length === 0);
        expect(jsonEquals(one.merged, other.merged)).toBe(true);
      }),
    );
  });

  it('loses no edit: each field of my patch is merged or reported', () => {
    fc.assert(
      fc.property(config, config, config, (base, mine, theirs) => {
        const patch = diffMergePatch(base, mine);
        const { merged, conflicts } = threeWayMerge(base, patch, theirs);
        const resolved = conflicts.reduce<JsonObject>(
          (whole, conflict) => setAt(whole, conflict.path, conflict.mine),
          merged,
        );
        expect(jsonEquals(applyMergePatch(resolved, patch), resolved)).toBe(true);
      }),
    );
  });
});

function setAt(target: JsonObject, path: readonly string[], value: JsonObject[string] | undefined): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return target;
  if (rest.length > 0) {
    const inner = target[key];
    const object = isJsonObject(inner) ? inner : {};
    return { ...target, [key]: setAt(object, rest, value) };
  }
  const { [key]: _removed, ...others } = target;
  return value === undefined ? others : { ...others, [key]: value };
}
