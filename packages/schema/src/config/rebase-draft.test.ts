import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMergePatch, diffMergePatch, jsonEquals, type JsonObject } from './merge-patch.ts';
import { rebaseDraft } from './rebase-draft.ts';
import type { FieldConflict } from './three-way-merge.ts';

const leaf = fc.oneof(fc.integer({ min: 0, max: 2 }), fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 2 }));
const section = fc.dictionary(fc.constantFrom('x', 'y', 'z'), leaf, { maxKeys: 3 });
const config: fc.Arbitrary<JsonObject> = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(leaf, section), {
  maxKeys: 3,
});

/** A merge patch that sets each field in conflict to one side. */
function choose(conflicts: readonly FieldConflict[], side: 'mine' | 'theirs'): JsonObject {
  return conflicts.reduce<JsonObject>((patch, conflict) => {
    const value = conflict.path.reduceRight<JsonObject[string]>(
      (inner, key) => ({ [key]: inner }),
      conflict[side] ?? null,
    );
    return joined(patch, Object(value));
  }, {});
}

/** Both patches as one; unlike applying, it keeps what they delete. */
function joined(patch: JsonObject, more: JsonObject): JsonObject {
  const keys = new Set([...Object.keys(patch), ...Object.keys(more)]);
  return Object.fromEntries(
    [...keys].map((key) => {
      const [one, other] = [patch[key], more[key]];
      const both = typeof one === 'object' && typeof other === 'object' && one !== null && other !== null;
      return [key, both ? joined(Object(one), Object(other)) : (other ?? one ?? null)];
    }),
  );
}

describe('rebaseDraft', () => {
  it('keeps what the draft and what is live changed', () => {
    const base = { party: { min: 1, max: 8 }, rules: { leadMinutes: 60 } };
    const draft = { party: { min: 1, max: 12 }, rules: { leadMinutes: 60 } };
    const live = { party: { min: 2, max: 8 }, rules: { leadMinutes: 60 } };
    expect(rebaseDraft({ draft, base }, live)).toEqual({
      merged: { party: { min: 2, max: 12 }, rules: { leadMinutes: 60 } },
      conflicts: [],
    });
  });

  it('asks about a field that both changed, until a value is chosen', () => {
    const [base, draft, live] = [8, 12, 10].map((max) => ({ party: { max } }));
    if (!base || !draft || !live) throw new Error('three configs');
    expect(rebaseDraft({ draft, base }, live)).toEqual({
      merged: { party: { max: 10 } },
      conflicts: [{ path: ['party', 'max'], base: 8, mine: 12, theirs: 10 }],
    });
    for (const max of [12, 10, 11]) {
      expect(rebaseDraft({ draft, base }, live, { party: { max } })).toEqual({
        merged: { party: { max } },
        conflicts: [],
      });
    }
  });

  it('takes a choice about a whole as one about its parts, and none about a neighbour', () => {
    const base = { menu: { buffet: { price: 10 } } };
    const draft = { menu: { buffet: { price: 12 } } };
    const live = { menu: { buffet: { price: 11 } } };
    expect(rebaseDraft({ draft, base }, live, { menu: { buffet: null } })).toEqual({
      merged: { menu: {} },
      conflicts: [],
    });
    expect(rebaseDraft({ draft, base }, live, { menu: { buffet: { name: 'B' } } }).conflicts).toHaveLength(1);
    expect(rebaseDraft({ draft, base }, live, { menu: {} }).conflicts).toHaveLength(1);
  });

  it('is the draft itself where nothing else went live, and what is live where nothing was drafted', () => {
    fc.assert(
      fc.property(config, config, (base, other) => {
        expect(jsonEquals(rebaseDraft({ draft: other, base }, base).merged, other)).toBe(true);
        expect(jsonEquals(rebaseDraft({ draft: base, base }, other).merged, other)).toBe(true);
      }),
    );
  });

  it('comes to the same in one step and over every version between, when nothing conflicts', () => {
    fc.assert(
      fc.property(config, config, config, config, (base, draft, between, live) => {
        const first = rebaseDraft({ draft, base }, between);
        const second = rebaseDraft({ draft: first.merged, base: between }, live);
        const direct = rebaseDraft({ draft, base }, live);
        fc.pre(first.conflicts.length + second.conflicts.length + direct.conflicts.length === 0);
        // An edit that was live in between is nobody's any more: whoever undid it since is right.
        fc.pre(jsonEquals(diffMergePatch(between, first.merged), diffMergePatch(base, draft)));
        expect(jsonEquals(second.merged, direct.merged)).toBe(true);
      }),
    );
  });

  it('loses no edit: with the draft chosen everywhere its whole patch is in, with live chosen nothing live is undone', () => {
    fc.assert(
      fc.property(config, config, config, (base, draft, live) => {
        const { merged, conflicts } = rebaseDraft({ draft, base }, live);
        const own = diffMergePatch(base, draft);
        const mine = rebaseDraft({ draft, base }, live, choose(conflicts, 'mine'));
        expect(mine.conflicts).toEqual([]);
        expect(jsonEquals(applyMergePatch(mine.merged, own), mine.merged)).toBe(true);
        const theirs = rebaseDraft({ draft, base }, live, choose(conflicts, 'theirs'));
        expect(theirs.conflicts).toEqual([]);
        expect(jsonEquals(theirs.merged, merged)).toBe(true);
      }),
    );
  });
});
