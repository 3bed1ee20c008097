import { parseConfig } from '@blunari/schema/config';
import { applyMergePatch, diffMergePatch, type JsonObject, type MergePatch } from '@blunari/schema/config/merge-patch';
import { joinPatches, restate, withoutPath, withValueAt } from './patch-paths.ts';
import type { AutosaveState } from './state.ts';

/**
 * My edits on `base`. While a save is on its way or its answer is lost, its fields are stated even when they equal
 * `base`: typing 5, then 8 again, must end at 8 although the 5 may arrive at any moment. Fields that wait for a choice
 * are not: what stands there is the colleague's.
 */
export function editsOf(state: Pick<AutosaveState, 'base' | 'mine' | 'sent' | 'doubtful' | 'choices'>): MergePatch {
  const smallest = diffMergePatch(state.base.config, state.mine);
  const uncertain = state.sent ? [...state.doubtful, state.sent] : state.doubtful;
  return uncertain.reduce((patch, save) => {
    const decided = state.choices.reduce((rest, { path }) => withoutPath(rest, path), save.patch);
    return joinPatches(patch, restate(decided, state.mine));
  }, smallest);
}

/** What form and preview show: my config, with the chosen side where a choice is open. */
export function shownConfig(state: Pick<AutosaveState, 'mine' | 'choices'>): JsonObject {
  return state.choices.reduce(
    (config, choice) => withValueAt(config, choice.path, choice.keeps === 'mine' ? choice.mine : choice.theirs),
    state.mine,
  );
}

/** What is wrong with my config, by field path; empty when it may be saved. */
export function problemsOf(state: Pick<AutosaveState, 'type' | 'mine'>): Readonly<Record<string, string>> {
  const parsed = parseConfig(state.type, state.mine);
  return parsed.ok ? {} : (parsed.error.fields ?? { '.': parsed.error.message });
}

/** The part of my edits that can be stored: sections with a problem wait, the others need not. */
export function sendableEdits(state: AutosaveState): MergePatch {
  const edits = editsOf(state);
  const problems = Object.keys(problemsOf(state));
  if (problems.length === 0) return edits;
  const broken = new Set(problems.map((path) => path.split('.')[0]));
  const sendable = Object.fromEntries(Object.entries(edits).filter(([section]) => !broken.has(section)));
  const whole = parseConfig(state.type, applyMergePatch(state.base.config, sendable));
  return whole.ok ? sendable : {};
}
