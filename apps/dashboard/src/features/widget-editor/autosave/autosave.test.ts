import { bookingDefaults } from '@blunari/schema/config';
import { appError } from '@blunari/schema/errors';
import { describe, expect, it } from 'vitest';
import { editsOf, shownConfig } from './edits.ts';
import { valueAt, withValueAt, type Path } from './patch-paths.ts';
import { hasUnsaved, saveStatusOf } from './save-status.ts';
import { initialState, type AutosaveState } from './state.ts';
import { longestWaitMs, quietMs, transition, wakeAtMs, type AutosaveEvent } from './transition.ts';
import { asStoredVersion } from './stored-version.ts';

const start = (): AutosaveState =>
  initialState('booking', asStoredVersion({ version: 1, config: bookingDefaults }), true);

const play = (state: AutosaveState, ...events: readonly AutosaveEvent[]): AutosaveState =>
  events.reduce(transition, state);

const type = (state: AutosaveState, path: Path, value: string | number, nowMs = 0): AutosaveState =>
  transition(state, { kind: 'edited', config: withValueAt(shownConfig(state), path, value), nowMs });

const colleague = (version: number, path: Path, value: string | number): AutosaveEvent => ({
  kind: 'rowSeen',
  row: { version, config: withValueAt(start().base.config, path, value) },
});

const saved = (version: number, config: AutosaveState['mine'], nowMs = 0): AutosaveEvent => ({
  kind: 'saved',
  row: { version, config },
  conflicts: [],
  nowMs,
});

const max: Path = ['party', 'max'];
const title: Path = ['texts', 'title', 'en'];
const send = { kind: 'woke', nowMs: quietMs } as const;
const noAnswer = { kind: 'failed', error: appError('unavailable', 'No answer.'), retryAtMs: 0 } as const;

describe('when edits are sent', () => {
  it('waits for quiet after the last edit, but not longer than four seconds', () => {
    const state = type(type(start(), title, 'T', 0), title, 'Ta', 300);
    expect(wakeAtMs(state)).toBe(300 + quietMs);
    expect(wakeAtMs(type(state, title, 'Tab', 3900))).toBe(longestWaitMs);
    expect(transition(state, { kind: 'woke', nowMs: 600 }).sent).toBeNull();
    expect(transition(state, { kind: 'woke', nowMs: 700 }).sent?.patch).toEqual({ texts: { title: { en: 'Ta' } } });
  });

  it('sends nothing while a save is on its way, and what was typed meanwhile afterwards', () => {
    const sending = play(type(start(), max, 6), send);
    const typed = type(sending, title, 'Table', 500);
    expect(wakeAtMs(typed)).toBeNull();
    const answered = transition(typed, saved(2, sending.sent?.after ?? {}, 900));
    expect(valueAt(answered.mine, title)).toBe('Table');
    expect(editsOf(answered)).toEqual({ texts: { title: { en: 'Table' } } });
  });

  it('sends the valid sections while another has a problem, and says which field', () => {
    const state = type(type(start(), max, 0), title, 'Table');
    const sending = play(state, send);
    expect(sending.sent?.patch).toEqual({ texts: { title: { en: 'Table' } } });
    const after = transition(sending, saved(2, sending.sent?.after ?? {}));
    expect(saveStatusOf(after)).toMatchObject({ kind: 'invalid', path: 'party.max' });
    expect(wakeAtMs(after)).toBeNull();
  });

  it('sends nothing offline and says how much waits', () => {
    const state = play(type(type(start(), max, 6), title, 'Table'), { kind: 'wentOffline' });
    expect(wakeAtMs(state)).toBeNull();
    expect(saveStatusOf(state)).toEqual({ kind: 'offline', count: 2 });
    expect(transition(state, { kind: 'wentOnline', nowMs: 1 }).sent).not.toBeNull();
  });

  it('stops at a refusal until the person asks again or edits on', () => {
    const refused = play(type(start(), max, 6), send, {
      kind: 'failed',
      error: appError('forbidden', 'Only an editor can change this.'),
      retryAtMs: 9,
    });
    expect(saveStatusOf(refused)).toEqual({ kind: 'refused', reason: 'Only an editor can change this.' });
    expect(wakeAtMs(refused)).toBeNull();
    expect(transition(refused, { kind: 'retryAsked', nowMs: 5 }).sent?.patch).toEqual({ party: { max: 6 } });
    expect(wakeAtMs(type(refused, max, 7, 50))).toBe(50 + quietMs);
  });
});

describe('what colleagues change', () => {
  it('is taken over beside my own unsent edits', () => {
    const state = play(type(start(), title, 'Table'), colleague(2, max, 5));
    expect(valueAt(shownConfig(state), max)).toBe(5);
    expect(editsOf(state)).toEqual({ texts: { title: { en: 'Table' } } });
  });

  it('is ignored when it is not newer', () => {
    const state = play(start(), colleague(3, max, 5));
    expect(transition(state, colleague(2, max, 4))).toBe(state);
  });

  it('becomes a choice where I changed the same field; mine stays on the screen until I choose', () => {
    const state = play(type(start(), max, 6), colleague(2, max, 5));
    expect(state.choices).toEqual([{ path: max, mine: 6, theirs: 5, keeps: 'mine' }]);
    expect(valueAt(shownConfig(state), max)).toBe(6);
    expect(editsOf(state)).toEqual({});
    const typedOn = type(state, max, 7);
    expect(typedOn.choices).toMatchObject([{ mine: 7, theirs: 5 }]);
    const kept = play(typedOn, { kind: 'choicesConfirmed', nowMs: 0 });
    expect(editsOf(kept)).toEqual({ party: { max: 7 } });
    const theirs = play(
      typedOn,
      { kind: 'choiceMade', path: max, keeps: 'theirs' },
      { kind: 'choicesConfirmed', nowMs: 0 },
    );
    expect(hasUnsaved(theirs)).toBe(false);
  });

  it('is no choice when it set my stored value anew: the later one wins, and history has both', () => {
    const sending = play(type(start(), max, 6), send);
    const state = play(sending, colleague(3, max, 5), saved(2, sending.sent?.after ?? {}));
    expect(state.choices).toEqual([]);
    expect(valueAt(shownConfig(state), max)).toBe(5);
  });

  it('is a choice when the server says so although nothing was seen here', () => {
    const sending = play(type(start(), max, 6), send);
    const row = { version: 2, config: withValueAt(start().base.config, max, 5) };
    const state = play(sending, { kind: 'saved', row, conflicts: [max], nowMs: 0 });
    expect(state.choices).toMatchObject([{ mine: 6, theirs: 5 }]);
  });
});

describe('answers that never come', () => {
  const sending = play(type(start(), max, 6), send);

  it('keep a value typed back to what it was, although the lost save may be stored', () => {
    const typedBack = type(play(sending, noAnswer), max, 8);
    const learnt = transition(typedBack, { kind: 'rowSeen', row: { version: 2, config: sending.sent?.after ?? {} } });
    expect(learnt.choices).toEqual([]);
    expect(valueAt(shownConfig(learnt), max)).toBe(8);
    expect(editsOf(learnt)).toEqual({ party: { max: 8 } });
  });

  it('do not make a conflict with myself', () => {
    const typedOn = type(play(sending, noAnswer), max, 7);
    const learnt = transition(typedOn, { kind: 'rowSeen', row: { version: 2, config: sending.sent?.after ?? {} } });
    expect(learnt.choices).toEqual([]);
    expect(editsOf(learnt)).toEqual({ party: { max: 7 } });
  });

  it('are asked for again', () => {
    const failed = play(sending, noAnswer);
    expect(wakeAtMs(failed)).toBe(0);
    expect(transition(failed, { kind: 'woke', nowMs: 0 }).sent?.patch).toEqual({ party: { max: 6 } });
  });
});

it('an open choice is not sent by a lost save that holds the same field', () => {
  const lost = play(type(start(), max, 6), send, noAnswer, colleague(2, max, 5));
  expect(lost.choices).toMatchObject([{ mine: 6, theirs: 5 }]);
  expect(editsOf(lost)).toEqual({});
  expect(transition(lost, { kind: 'woke', nowMs: 9e9 }).sent).toBeNull();
});

describe('earlier edits', () => {
  it('are undone by their inverse unless the field was touched since', () => {
    const before = start().base.config;
    const after = withValueAt(before, max, 6);
    const undo = { kind: 'patched', onto: after, patch: { party: { max: 8 } }, choices: [], nowMs: 0 } as const;
    const clean = play(start(), { kind: 'rowSeen', row: { version: 2, config: after } }, undo);
    expect(editsOf(clean)).toEqual({ party: { max: 8 } });
    const touched = play(start(), { kind: 'rowSeen', row: { version: 2, config: after } }, colleague(3, max, 5), undo);
    expect(touched.choices).toMatchObject([{ mine: 8, theirs: 5 }]);
  });
});
