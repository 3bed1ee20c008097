import type { AppError } from '@blunari/schema/errors';
import type { WidgetType } from '@blunari/schema/config';
import type { Json, JsonObject, MergePatch } from '@blunari/schema/config/merge-patch';
import type { Path } from './patch-paths.ts';
import { noSteps, type UndoSteps } from './undo-steps.ts';

/** A config as the server stored it. */
export interface StoredVersion {
  readonly version: number;
  readonly config: JsonObject;
}

/** One save on its way: what was asked, and the whole config as it would be after it. */
export interface SentSave {
  readonly baseVersion: number;
  readonly patch: MergePatch;
  readonly after: JsonObject;
}

/** A field that a colleague and I changed to different values. A side that is missing deleted the field. */
export interface FieldChoice {
  readonly path: Path;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
  /** Which of the two the form and the preview show, and which stays when the person confirms. */
  readonly keeps: 'mine' | 'theirs';
}

export interface SaveFailure {
  readonly error: AppError;
  /** Failures in a row. */
  readonly attempts: number;
  /** When the next try is due, Unix ms; `null` when only the person can go on. */
  readonly retryAtMs: number | null;
}

/**
 * Everything auto-save knows about one widget.
 *
 * Guarantees: a config is sent only when it is valid; one save is on its way at most; what was typed meanwhile stays;
 * a change of a colleague is taken over unless I changed the same field, then both values wait for a choice.
 */
export interface AutosaveState {
  readonly type: WidgetType;
  /** The newest version seen. */
  readonly base: StoredVersion;
  /** `base` with my edits; at fields that wait for a choice it holds the colleague's value. */
  readonly mine: JsonObject;
  readonly sent: SentSave | null;
  /** Saves whose answer never came: they may be stored or not. */
  readonly doubtful: readonly SentSave[];
  readonly choices: readonly FieldChoice[];
  /** What can be taken back and made again. */
  readonly steps: UndoSteps;
  readonly failure: SaveFailure | null;
  readonly isOnline: boolean;
  readonly savedAtMs: number | null;
  /** First and last edit that is not sent yet, Unix ms. */
  readonly editedFromMs: number | null;
  readonly editedToMs: number | null;
}

export function initialState(type: WidgetType, base: StoredVersion, isOnline: boolean): AutosaveState {
  return {
    type,
    base,
    mine: base.config,
    sent: null,
    doubtful: [],
    choices: [],
    steps: noSteps,
    failure: null,
    isOnline,
    savedAtMs: null,
    editedFromMs: null,
    editedToMs: null,
  };
}
