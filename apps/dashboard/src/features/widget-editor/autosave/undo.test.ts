import { bookingDefaults } from '@blunari/schema/config';
import { appError } from '@blunari/schema/errors';
import { jsonEquals } from '@blunari/schema/config/merge-patch';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownConfig } from './edits.ts';
import { valueAt, withValueAt, type Path } from './patch-paths.ts';
import { initialState, type AutosaveState } from './state.ts';
import { asStoredVersion } from './stored-version.ts';
import { transition, type AutosaveEvent } from './transition.ts';
import { stepPauseMs } from './undo-steps.ts';

const max: Path = ['party', 'max'];
const seats: Path = ['capacity', 'seats'];
const title: Path = ['texts', 'title', 'en'];

const start = (): AutosaveState =>
  initialState('booking', asStoredVersion({ version: 1, config: bookingDefaults }), true);

const play = (state: AutosaveState, ...events: readonly AutosaveEvent[]): AutosaveState =>
  events.reduce(transition, state);

const type = (state: AutosaveState, path: Path, value: string | number, nowMs: number): AutosaveState =>
  transition(state, { kind: 'edited', config: withValueAt(shownConfig(state), path, value), nowMs });

const undo = { kind: 'undone', nowMs: 0 } as const;
const redo = { kind: 'redone', nowMs: 0 } as const;

const colleague = (state: AutosaveState, path: Path, value: string | number): AutosaveState => {
  const { version, config } = state.base;
  return transition(state, {
    kind: 'rowSeen',
    row: { version: version + 1, config: withValueAt(config, path, value) },
  });
};

/** Sends what is there and hears that it is stored. */
const store = (state: AutosaveState): AutosaveState => {
  const sending = transition(state, { kind: 'woke', nowMs: Infinity });
  const config = sending.sent?.after ?? sending.base.config;
  const row = { version: sending.base.version + 1, config };
  return transition(sending, { kind: 'saved', row, conflicts: [], nowMs: 0 });
};

const edit = fc.record({
  path: fc.constantFrom(max, seats, title),
  value: fc.integer({ min: 8, max: 20 }),
  pauseMs: fc.constantFrom(10, stepPauseMs),
});

describe('undo and redo', () => {
  it('come back to the first and to the last of any edits, stored meanwhile or not', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), fc.boolean(), (edits, isStored) => {
        let nowMs = 0;
        const typed = edits.reduce((state, { path, value, pauseMs }) => {
          nowMs += pauseMs;
          return type(state, path, path === title ? `Title ${value}` : value, nowMs);
        }, start());
        const edited = isStored ? store(typed) : typed;
        const count = edited.steps.done.length;
        const back = play(edited, ...Array.from({ length: count }, () => undo));
        expect(jsonEquals(back.mine, start().mine)).toBe(true);
        expect(back.steps.done).toEqual([]);
        const forth = play(back, ...Array.from({ length: count }, () => redo));
        expect(jsonEquals(forth.mine, typed.mine)).toBe(true);
        expect(forth.choices).toEqual([]);
      }),
    );
  });

  it('take typing in one field as one step until it pauses', () => {
    const word = type(type(type(start(), title, 'T', 0), title, 'Ta', 200), title, 'Tab', 400);
    const later = type(word, title, 'Table', 400 + stepPauseMs);
    expect(valueAt(play(later, undo).mine, title)).toBe('Tab');
    expect(valueAt(play(later, undo, undo).mine, title)).toBeUndefined();
  });

  it('take two fields as two steps, however fast', () => {
    const both = type(type(start(), max, 6, 0), seats, 30, 10);
    const back = transition(both, undo);
    expect(valueAt(back.mine, seats)).toBe(valueAt(start().mine, seats));
    expect(valueAt(back.mine, max)).toBe(6);
  });

  it('leave nothing to redo after a new edit', () => {
    const back = play(type(start(), max, 6, 0), undo);
    expect(back.steps.undone).toHaveLength(1);
    const edited = type(back, seats, 30, 5000);
    expect(edited.steps.undone).toEqual([]);
    expect(transition(edited, redo)).toBe(edited);
  });

  it('save themselves as every edit does', () => {
    const back = transition(store(type(start(), max, 6, 0)), { kind: 'undone', nowMs: 0 });
    expect(transition(back, { kind: 'woke', nowMs: Infinity }).sent?.patch).toEqual({
      party: { max: bookingDefaults.party.max },
    });
  });

  it('keep what a colleague changed elsewhere, and ask where it was the same field', () => {
    const edited = store(type(start(), max, 6, 0));
    const elsewhere = transition(colleague(edited, seats, 33), undo);
    expect(elsewhere.choices).toEqual([]);
    expect(valueAt(elsewhere.mine, seats)).toBe(33);
    const sameField = transition(colleague(edited, max, 7), undo);
    expect(sameField.choices).toMatchObject([{ path: max, mine: bookingDefaults.party.max, theirs: 7 }]);
  });

  it('take back a change of an earlier visit when asked for it, once', () => {
    const now = asStoredVersion({ version: 5, config: bookingDefaults }).config;
    const step = { before: withValueAt(now, max, 6), after: now };
    const back = transition(start(), { kind: 'undone', step, nowMs: 0 });
    expect(valueAt(back.mine, max)).toBe(6);
    expect(valueAt(transition(back, redo).mine, max)).toBe(bookingDefaults.party.max);
  });

  it('mend what the server refused', () => {
    const refused = play(
      type(start(), max, 6, 0),
      { kind: 'woke', nowMs: Infinity },
      {
        kind: 'failed',
        error: appError('forbidden', 'Only an editor can change this.'),
        retryAtMs: 9,
      },
    );
    expect(transition(refused, undo).failure).toBeNull();
  });
});
