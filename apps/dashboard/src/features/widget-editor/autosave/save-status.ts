import { countFields } from './patch-paths.ts';
import { editsOf, problemsOf } from './edits.ts';
import type { AutosaveState } from './state.ts';

/** What the form's head says about saving; one thing at a time, the most urgent first. */
export type SaveStatus =
  | { readonly kind: 'choice'; readonly count: number }
  | { readonly kind: 'offline'; readonly count: number }
  | { readonly kind: 'saving' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'retrying'; readonly reason: string; readonly retryAtMs: number }
  | { readonly kind: 'invalid'; readonly path: string; readonly reason: string }
  | { readonly kind: 'saved'; readonly version: number; readonly savedAtMs: number | null };

export function saveStatusOf(state: AutosaveState): SaveStatus {
  const { choices, failure, sent, base, savedAtMs } = state;
  if (choices.length > 0) return { kind: 'choice', count: choices.length };
  const count = countFields(editsOf(state));
  if (!state.isOnline && count > 0) return { kind: 'offline', count };
  if (sent) return { kind: 'saving' };
  if (failure) {
    const reason = failure.error.message;
    return failure.retryAtMs === null
      ? { kind: 'refused', reason }
      : { kind: 'retrying', reason, retryAtMs: failure.retryAtMs };
  }
  const problem = Object.entries(problemsOf(state))[0];
  if (problem && count > 0) return { kind: 'invalid', path: problem[0], reason: problem[1] };
  return count > 0 ? { kind: 'saving' } : { kind: 'saved', version: base.version, savedAtMs };
}

/** Whether leaving the page now would leave something behind that the server does not have. */
export function hasUnsaved(state: AutosaveState): boolean {
  return state.choices.length > 0 || countFields(editsOf(state)) > 0;
}
