import { bookingDefaults } from '@blunari/schema/config';
import { applyMergePatch, type MergePatch } from '@blunari/schema/config/merge-patch';
import { threeWayMerge } from '@blunari/schema/config/three-way-merge';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Widget } from '../../data/api-types.ts';
import {
  afterSave,
  changedPaths,
  type FormState,
  openForm,
  patchOf,
  problemsIn,
  saveOf,
  shownIn,
  takeTheirs,
  withEdit,
} from './form-state.ts';

function buildRow(changes: Partial<Widget> = {}): Widget {
  return {
    id: 'de300000-0000-4000-8000-000000000101',
    tenantId: 'de300000-0000-4000-8000-000000000001',
    type: 'booking',
    publicKey: 'wk_0123456789abcdefghij',
    version: 7,
    isActive: true,
    config: bookingDefaults,
    publishMode: 'live',
    draft: null,
    draftVersion: 0,
    updatedAt: '2026-11-14T13:02:00.000Z',
    ...changes,
  };
}

const typed = (state: FormState, patch: MergePatch): FormState => withEdit(state, applyMergePatch(state.edited, patch));

/** What the server answers to a save of the form when `theirs` was stored meanwhile. */
function answerTo(state: FormState, theirs: MergePatch) {
  const { merged, conflicts } = threeWayMerge(
    state.base.config,
    patchOf(state),
    applyMergePatch(state.base.config, theirs),
  );
  return {
    status: conflicts.length > 0 ? ('conflict' as const) : ('saved' as const),
    row: buildRow({ version: 9, config: merged }),
    conflicts: [...conflicts],
  };
}

describe('what the form sends', () => {
  it('is all that was typed as one patch, on the version it was opened on', () => {
    const state = typed(openForm(buildRow()), { party: { max: 10 }, capacity: { seats: 60 } });
    expect(saveOf('w', state)).toEqual({
      widgetId: 'w',
      baseVersion: 7,
      component: 'form',
      patch: { party: { max: 10 }, capacity: { seats: 60 } },
    });
  });

  it('tells what the fields of a draft held, which has no history', () => {
    const draft = { config: { ...bookingDefaults, party: { min: 1, max: 12, default: 2 } }, baseVersion: 6 };
    const state = typed(openForm(buildRow({ publishMode: 'draft', draft })), {
      party: { max: 14 },
      texts: { title: { it: 'Un tavolo' } },
    });
    expect(saveOf('w', state)).toMatchObject({ seen: { party: { max: 12 }, texts: { title: {} } } });
  });

  it('counts a list such as the days of a sitting as one field', () => {
    const patch = { schedule: { sittings: { dinner: { days: ['sat', 'sun'], from: '18:00' } } }, texts: { title: {} } };
    expect(changedPaths(patch).map((path) => path.join('.'))).toEqual([
      'schedule.sittings.dinner.days',
      'schedule.sittings.dinner.from',
      'texts.title',
    ]);
  });

  it('names what is wrong before anything is sent', () => {
    expect(problemsIn(typed(openForm(buildRow()), { party: { max: 1 } }))).toHaveProperty(['party.default']);
    expect(problemsIn(openForm(buildRow()))).toEqual({});
  });
});

describe('after a save', () => {
  it('shows what a colleague stored meanwhile, and nothing is left to save', () => {
    const state = typed(openForm(buildRow()), { party: { max: 10 } });
    const after = afterSave(state, state.edited, answerTo(state, { capacity: { seats: 60 } }));
    expect(shownIn(after).config).toMatchObject({ party: { max: 10 }, capacity: { seats: 60 } });
    expect(patchOf(after)).toEqual({});
    expect(after.base.version).toBe(9);
  });

  it('keeps my side of a clash in the form, with both values to tell', () => {
    const state = typed(openForm(buildRow()), { party: { max: 10 }, rules: { leadMinutes: 30 } });
    const after = afterSave(state, state.edited, answerTo(state, { party: { max: 12 } }));
    expect(after.clashes).toEqual([{ path: ['party', 'max'], mine: 10, theirs: 12 }]);
    expect(patchOf(after)).toEqual({ party: { max: 10 } });
    expect(after.base.config).toMatchObject({ rules: { leadMinutes: 30 } });
  });

  it('states my side over the other value when it is saved once more', () => {
    const state = typed(openForm(buildRow()), { party: { max: 10 } });
    const clashed = afterSave(state, state.edited, answerTo(state, { party: { max: 12 } }));
    const settled = afterSave(clashed, clashed.edited, answerTo(clashed, {}));
    expect(settled.clashes).toEqual([]);
    expect(settled.base.config).toMatchObject({ party: { max: 10 } });
  });

  it('takes the other value where I say so', () => {
    const state = typed(openForm(buildRow()), { texts: { title: { en: 'Mine' } } });
    const clashed = afterSave(state, state.edited, answerTo(state, { texts: { title: { en: 'Theirs' } } }));
    const [clash] = clashed.clashes;
    const taken = clash ? takeTheirs(clashed, clash) : clashed;
    expect(patchOf(taken)).toEqual({});
    expect(taken.clashes).toEqual([]);
  });

  it('loses nothing that was typed while the save was under way', () => {
    const field = fc.constantFrom<MergePatch>(
      { party: { max: 10 } },
      { party: { max: 12 } },
      { rules: { leadMinutes: 30 } },
      { rules: { leadMinutes: 45 } },
      { texts: { title: { en: 'One' } } },
      { texts: { title: { en: 'Other' } } },
      { schedule: { sittings: { dinner: { days: ['sat'] } } } },
      { schedule: { sittings: { dinner: { days: ['sun'] } } } },
    );
    fc.assert(
      fc.property(fc.array(field), fc.array(field), fc.array(field), (before, since, theirs) => {
        const state = before.reduce(typed, openForm(buildRow()));
        const answer = answerTo(state, theirs.reduce(applyMergePatch, {}));
        const later = since.reduce(typed, state);
        const after = afterSave(later, state.edited, answer);
        // Each field shows the last thing that was typed into it, or where nothing was, what is stored.
        const all = [...before, ...since];
        for (const patch of all.filter(
          (each, index) => !all.slice(index + 1).some((next) => isSameField(next, each)),
        )) {
          const [path] = changedPaths(patch);
          const original = path && valueIn(state.base.config, path);
          const mine = path && valueIn(patch, path);
          if (path && JSON.stringify(mine) !== JSON.stringify(original)) {
            expect(valueIn(after.edited, path)).toEqual(mine);
          }
        }
      }),
    );
  });
});

const isSameField = (one: MergePatch, other: MergePatch): boolean =>
  changedPaths(one).join() === changedPaths(other).join();

const valueIn = (root: object, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => Object.entries(value ?? {}).find(([name]) => name === key)?.[1], root);
