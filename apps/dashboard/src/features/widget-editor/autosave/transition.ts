import type { AppError, ErrorCode } from '@blunari/schema/errors';
import {
  applyMergePatch,
  diffMergePatch,
  jsonEquals,
  type JsonObject,
  type MergePatch,
} from '@blunari/schema/config/merge-patch';
import { assertNever } from '@blunari/schema/result';
import { editsOf, sendableEdits, shownConfig } from './edits.ts';
import { touches, valueAt, withoutConfirmed, withoutPath, withValueAt, type Path } from './patch-paths.ts';
import { isOwn, mergeOnto, rebase } from './rebase.ts';
import type { AutosaveState, FieldChoice, SentSave, StoredVersion } from './state.ts';
import { afterRedo, afterUndo, withEdit, type UndoStep } from './undo-steps.ts';

/** Quiet time after the last edit before it is sent, and the longest an edit waits while typing goes on. */
export const quietMs = 400;
export const longestWaitMs = 4000;

export type AutosaveEvent =
  | { readonly kind: 'edited'; readonly config: JsonObject; readonly nowMs: number }
  | { readonly kind: 'rowSeen'; readonly row: StoredVersion }
  /** Takes back my newest edit, or the given one where none was made in this visit. */
  | { readonly kind: 'undone'; readonly step?: UndoStep; readonly nowMs: number }
  | { readonly kind: 'redone'; readonly nowMs: number }
  /** Edits made on another version, kept from an earlier visit. */
  | {
      readonly kind: 'patched';
      readonly onto: JsonObject;
      readonly patch: MergePatch;
      readonly choices: readonly FieldChoice[];
      readonly nowMs: number;
    }
  | { readonly kind: 'woke'; readonly nowMs: number }
  | {
      readonly kind: 'saved';
      readonly row: StoredVersion;
      readonly conflicts: readonly Path[];
      readonly nowMs: number;
    }
  | { readonly kind: 'failed'; readonly error: AppError; readonly retryAtMs: number }
  | { readonly kind: 'choiceMade'; readonly path: Path; readonly keeps: FieldChoice['keeps'] }
  | { readonly kind: 'choicesConfirmed'; readonly nowMs: number }
  | { readonly kind: 'retryAsked'; readonly nowMs: number }
  | { readonly kind: 'wentOnline'; readonly nowMs: number }
  | { readonly kind: 'wentOffline' };

/** The next state. A save begins where `sent` changes from `null`: whoever runs this machine then sends it. */
export function transition(state: AutosaveState, event: AutosaveEvent): AutosaveState {
  switch (event.kind) {
    case 'edited':
      return edited(state, event.config, event.nowMs);
    case 'rowSeen':
      return event.row.version > state.base.version ? rebase(state, event.row) : state;
    case 'undone':
      return undone(state, event.step, event.nowMs);
    case 'redone':
      return redone(state, event.nowMs);
    case 'patched':
      return touched(mergeOnto(state, event), event.nowMs);
    case 'woke':
      return startSave(state, event.nowMs);
    case 'saved':
      return saved(state, event);
    case 'failed':
      return failed(state, event.error, event.retryAtMs);
    case 'choiceMade':
      return {
        ...state,
        choices: state.choices.map((choice) => (isAt(choice, event.path) ? { ...choice, keeps: event.keeps } : choice)),
      };
    case 'choicesConfirmed':
      return touched({ ...state, mine: shownConfig(state), choices: [] }, event.nowMs);
    case 'retryAsked':
      return startSave({ ...state, failure: null, editedFromMs: null, editedToMs: null }, event.nowMs);
    case 'wentOnline':
      return startSave({ ...state, isOnline: true, failure: null, editedFromMs: null, editedToMs: null }, event.nowMs);
    case 'wentOffline':
      return { ...state, isOnline: false };
    default:
      return assertNever(event);
  }
}

/** When the machine wants to be woken, Unix ms; `null` when it waits for something else. */
export function wakeAtMs(state: AutosaveState): number | null {
  if (state.sent || !state.isOnline) return null;
  if (state.failure) return state.failure.retryAtMs;
  if (Object.keys(sendableEdits(state)).length === 0) return null;
  if (state.editedFromMs === null || state.editedToMs === null) return 0;
  return Math.min(state.editedToMs + quietMs, state.editedFromMs + longestWaitMs);
}

function edited(state: AutosaveState, config: JsonObject, nowMs: number): AutosaveState {
  let mine = config;
  const choices: FieldChoice[] = [];
  for (const choice of state.choices) {
    // Whatever held the field is gone from my config: that edit decides.
    if (valueAt(config, choice.path.slice(0, -1)) === undefined) continue;
    const value = valueAt(config, choice.path);
    const shown = choice.keeps === 'mine' ? choice.mine : choice.theirs;
    choices.push(jsonEquals(value, shown) ? choice : { ...choice, mine: value, keeps: 'mine' });
    mine = withValueAt(mine, choice.path, choice.theirs);
  }
  const steps = withEdit(state.steps, { before: shownConfig(state), after: config }, nowMs);
  return touched({ ...state, mine, choices, steps }, nowMs);
}

function undone(state: AutosaveState, given: UndoStep | undefined, nowMs: number): AutosaveState {
  const step = state.steps.done.at(-1) ?? given;
  if (!step) return state;
  return { ...moved(state, step.after, step.before, nowMs), steps: afterUndo(state.steps, step) };
}

function redone(state: AutosaveState, nowMs: number): AutosaveState {
  const step = state.steps.undone.at(-1);
  if (!step) return state;
  return { ...moved(state, step.before, step.after, nowMs), steps: afterRedo(state.steps) };
}

/** Makes the difference between two configs once more, on mine. A field that a colleague set since becomes a choice. */
function moved(state: AutosaveState, from: JsonObject, to: JsonObject, nowMs: number): AutosaveState {
  return touched(mergeOnto(state, { onto: from, patch: diffMergePatch(from, to), choices: [] }), nowMs);
}

function touched(state: AutosaveState, nowMs: number): AutosaveState {
  // A new edit may mend what the server refused.
  const failure = state.failure?.retryAtMs === null ? null : state.failure;
  return { ...state, failure, editedFromMs: state.editedFromMs ?? nowMs, editedToMs: nowMs };
}

function startSave(state: AutosaveState, nowMs: number): AutosaveState {
  const dueMs = wakeAtMs(state);
  if (dueMs === null || dueMs > nowMs) return state;
  const patch = sendableEdits(state);
  if (Object.keys(patch).length === 0) return { ...state, failure: null };
  const sent = { baseVersion: state.base.version, patch, after: applyMergePatch(state.base.config, patch) };
  return { ...state, sent, editedFromMs: null, editedToMs: null };
}

function saved(state: AutosaveState, event: Extract<AutosaveEvent, { kind: 'saved' }>): AutosaveState {
  const { sent } = state;
  if (!sent) return state;
  const refused = event.conflicts;
  // Stored fields need no defence any more; refused ones stay mine until the person has chosen.
  const stored = refused.reduce<MergePatch>((patch, path) => withoutPath(patch, path), sent.patch);
  const confirmed = { ...state, choices: state.choices.filter((choice) => !isStored(choice, sent, refused)) };
  const rebased =
    event.row.version >= state.base.version
      ? rebase(confirmed, event.row, withoutConfirmed(editsOf(state), stored))
      : confirmed;
  const settled: AutosaveState = { ...rebased, sent: null, doubtful: [], failure: null, savedAtMs: event.nowMs };
  const foreign = refused.filter((path) => !isOwn(state, { path, theirs: valueAt(rebased.base.config, path) }));
  return foreign.reduce<AutosaveState>((next, path) => offerChoice(next, sent, path), settled);
}

/** The answer says "stored", so a colleague's later value was set on top of mine: nothing to choose. */
function isStored(choice: FieldChoice, sent: SentSave, refused: readonly Path[]): boolean {
  const isRefused = refused.some((path) => isAt(choice, path));
  return !isRefused && touches(sent.patch, choice.path) && jsonEquals(choice.mine, valueAt(sent.after, choice.path));
}

/** A field that the server refused although the merge here saw no conflict: the person decides that, too. */
function offerChoice(state: AutosaveState, sent: SentSave, path: Path): AutosaveState {
  if (state.choices.some((choice) => isAt(choice, path))) return state;
  const theirs = valueAt(state.base.config, path);
  const current = valueAt(state.mine, path);
  const mine = jsonEquals(current, theirs) ? valueAt(sent.after, path) : current;
  if (jsonEquals(mine, theirs)) return state;
  return {
    ...state,
    mine: withValueAt(state.mine, path, theirs),
    choices: [...state.choices, { path, mine, theirs, keeps: 'mine' }],
  };
}

function failed(state: AutosaveState, error: AppError, retryAtMs: number): AutosaveState {
  if (!state.sent) return state;
  const { canRetry, mayBeStored } = meaningOf[error.code];
  return {
    ...state,
    sent: null,
    doubtful: mayBeStored ? [...state.doubtful, state.sent] : state.doubtful,
    failure: { error, attempts: (state.failure?.attempts ?? 0) + 1, retryAtMs: canRetry ? retryAtMs : null },
  };
}

const isAt = (choice: FieldChoice, path: Path): boolean => jsonEquals(choice.path, path);

const refusal = { canRetry: false, mayBeStored: false } as const;

/** Whether trying again can help, and whether the save may be stored all the same. */
const meaningOf = {
  invalid_input: refusal,
  not_signed_in: refusal,
  forbidden: refusal,
  not_found: refusal,
  slot_taken: refusal,
  outside_rules: refusal,
  idempotency_mismatch: refusal,
  widget_inactive: refusal,
  origin_refused: refusal,
  too_large: refusal,
  rate_limited: { canRetry: true, mayBeStored: false },
  not_ready: { canRetry: true, mayBeStored: false },
  unavailable: { canRetry: true, mayBeStored: true },
  internal: { canRetry: true, mayBeStored: true },
} as const satisfies Record<ErrorCode, { canRetry: boolean; mayBeStored: boolean }>;
