import {
  diffMergePatch,
  isJsonObject,
  jsonEquals,
  type Json,
  type JsonObject,
} from '@blunari/schema/config/merge-patch';

/** One edit of mine that can be taken back: the config on both sides of it. */
export interface UndoStep {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

interface TimedStep extends UndoStep {
  /** When it was edited last, Unix ms. */
  readonly atMs: number;
}

/** My edits of this visit in the order they were made, and those taken back since, the next to redo last. */
export interface UndoSteps {
  readonly done: readonly TimedStep[];
  readonly undone: readonly TimedStep[];
}

export const noSteps: UndoSteps = { done: [], undone: [] };

/** Typing in one field is one step until it pauses for this long. */
export const stepPauseMs = 1000;

/** More than anybody takes back; each step holds two configs. */
const mostSteps = 100;

/** Adds an edit. What was taken back before it cannot be redone any more. */
export function withEdit({ done, undone }: UndoSteps, { before, after }: UndoStep, nowMs: number): UndoSteps {
  if (jsonEquals(before, after)) return { done, undone };
  const last = done.at(-1);
  const goesOn =
    last !== undefined &&
    undone.length === 0 &&
    nowMs - last.atMs < stepPauseMs &&
    jsonEquals(last.after, before) &&
    jsonEquals(fieldsOf(last), fieldsOf({ before, after }));
  const earlier = goesOn ? done.slice(0, -1) : done;
  const step = { before: goesOn ? last.before : before, after, atMs: nowMs };
  const isNothing = jsonEquals(step.before, step.after);
  return { done: isNothing ? earlier : [...earlier, step].slice(-mostSteps), undone: [] };
}

/** The steps after `step`, the newest one or one of an earlier visit, was taken back. */
export function afterUndo({ done, undone }: UndoSteps, step: UndoStep): UndoSteps {
  return { done: done.slice(0, -1), undone: [...undone, { atMs: Number.NEGATIVE_INFINITY, ...step }] };
}

/** The steps after the last one taken back was made again. */
export function afterRedo({ done, undone }: UndoSteps): UndoSteps {
  return { done: [...done, ...undone.slice(-1)], undone: undone.slice(0, -1) };
}

/** The paths that a step changed, so that typing in two fields is two steps. */
function fieldsOf({ before, after }: UndoStep): readonly string[] {
  return leavesOf(diffMergePatch(before, after), '').toSorted();
}

function leavesOf(patch: JsonObject, path: string): readonly string[] {
  return Object.entries(patch).flatMap(([key, value]: [string, Json]) => {
    const here = `${path}/${key}`;
    return isJsonObject(value) ? leavesOf(value, here) : [here];
  });
}
