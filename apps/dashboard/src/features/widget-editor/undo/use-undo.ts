import type { Widget } from '../../../data/api-types.ts';
import { useSyncExternalStore } from 'react';
import { useServices } from '../../../data/services-context.ts';
import { useTenant } from '../../../shared/tenant/tenant-context.ts';
import { runnerOf } from '../autosave/runner-registry.ts';

/** Ways through my own edits of this visit; `null` where there is nothing to take back or to make again. */
export interface UndoWays {
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
}

export function useUndo(row: Widget): UndoWays {
  const services = useServices();
  const { me } = useTenant();
  const runner = runnerOf(services, me.userId, row);
  const { done, undone } = useSyncExternalStore(runner.subscribe, () => runner.getState().steps);
  return {
    undo: done.length === 0 ? null : () => runner.dispatch({ kind: 'undone', nowMs: Date.now() }),
    redo: undone.length === 0 ? null : () => runner.dispatch({ kind: 'redone', nowMs: Date.now() }),
  };
}
