import { useEffect, useEffectEvent } from 'react';
import { flushSync } from 'react-dom';
import type { UndoWays } from './use-undo.ts';
import { undoKeyOf } from './undo-keys.ts';

/** Undo and redo by keyboard, wherever in the editor the focus is. */
export function useUndoKeys({ undo, redo }: UndoWays): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const wanted = event.defaultPrevented ? null : undoKeyOf(event);
    if (wanted === null) return;
    // A browser's own undo of a field would be a second history beside this one.
    event.preventDefault();
    const go = wanted === 'undo' ? undo : redo;
    if (go) outOfField(go);
  });
  useEffect(() => {
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

/** A field in use keeps what is typed in it. It is left for a moment, so that it lets go and shows what comes. */
function outOfField(go: () => void): void {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return go();
  flushSync(() => field.blur());
  flushSync(go);
  field.focus({ preventScroll: true });
}
