import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareConfigs, type FieldChange } from './compare-configs.ts';
import { isJsonObject, jsonEquals, type Json, type JsonObject } from './merge-patch.ts';

const key = fc.constantFrom('a', 'b', 'c', '__proto__');
const config: fc.Arbitrary<JsonObject> = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.integer({ min: 0, max: 2 }),
    fc.constantFrom('', 'a'),
    fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 2 }),
    tie('object'),
  ),
  object: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
})).object;

/** Makes a change on the config that it was found in. */
function make(target: JsonObject, { path, after }: FieldChange): JsonObject {
  const [first, ...rest] = path;
  if (first === undefined) return target;
  const entries = new Map(Object.entries(target));
  const inner = entries.get(first);
  const value = rest.length > 0 ? make(isJsonObject(inner) ? inner : {}, { path: rest, ...given(after) }) : after;
  if (value === undefined) entries.delete(first);
  else entries.set(first, value);
  return Object.fromEntries(entries);
}

const given = (after: Json | undefined) => (after === undefined ? {} : { after });

const byPath = (one: FieldChange, other: FieldChange) => one.path.join('/').localeCompare(other.path.join('/'));

describe('compareConfigs', () => {
  it('names each field with what it was and what it is', () => {
    const before = { party: { min: 1, max: 8 }, schedule: { days: ['mon'], sittings: { lunch: { from: '12:00' } } } };
    const after = { party: { min: 1, max: 9 }, schedule: { days: ['tue'], sittings: { dinner: { from: '18:00' } } } };
    expect(compareConfigs(before, after)).toEqual([
      { path: ['party', 'max'], before: 8, after: 9 },
      { path: ['schedule', 'days'], before: ['mon'], after: ['tue'] },
      { path: ['schedule', 'sittings', 'lunch'], before: { from: '12:00' } },
      { path: ['schedule', 'sittings', 'dinner'], after: { from: '18:00' } },
    ]);
  });

  it('made on one config gives the other', () => {
    fc.assert(
      fc.property(config, config, (before, after) => {
        const made = compareConfigs(before, after).reduce(make, before);
        expect(jsonEquals(made, after)).toBe(true);
      }),
    );
  });

  it('is empty exactly when nothing differs', () => {
    fc.assert(
      fc.property(config, config, (before, after) => {
        expect(compareConfigs(before, after).length === 0).toBe(jsonEquals(before, after));
      }),
    );
  });

  it('says the same backwards', () => {
    fc.assert(
      fc.property(config, config, (before, after) => {
        const turned = compareConfigs(after, before).map(({ path, before: old, after: now }) => ({
          path,
          ...(now === undefined ? {} : { before: now }),
          ...(old === undefined ? {} : { after: old }),
        }));
        expect([...turned].toSorted(byPath)).toEqual([...compareConfigs(before, after)].toSorted(byPath));
      }),
    );
  });
});
