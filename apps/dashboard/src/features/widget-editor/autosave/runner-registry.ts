import type { Widget } from '../../../data/api-types.ts';
import { ok, err } from '@blunari/schema/result';
import { appErrorOf } from '../../../data/app-error-of.ts';
import type { Services } from '../../../data/services.ts';
import { TenantCaches } from '../../../data/tenant-feed/tenant-caches.ts';
import { adoptUnsentEdits, claimTab, keepUnsentEdits } from '../../../data/unsent-edits.ts';
import { forgetUnsaved, tellUnsaved } from '../../../data/unsaved-work.ts';
import { AutosaveRunner, type UnsentEdits } from './autosave-runner.ts';
import { countFields } from './patch-paths.ts';
import { hasUnsaved } from './save-status.ts';
import { initialState } from './state.ts';
import { asStoredVersion } from './stored-version.ts';
import type { AutosaveEvent } from './transition.ts';

/** Runners live as long as the session: leaving the editor must not interrupt a save, and coming back finds the edits. */
const runners = new Map<string, AutosaveRunner>();

let isListening = false;

export function runnerOf(services: Services, userId: string, row: Widget): AutosaveRunner {
  listenOnce(services);
  const known = runners.get(row.id);
  if (known) return known;
  const runner = new AutosaveRunner(row.id, initialState(row.type, asStoredVersion(row), navigator.onLine), {
    save: async (input) => {
      try {
        const answer = await services.client.widgets.save.mutate(input);
        // Before the edits count as stored: an earlier form that waits for just that begins with this row.
        new TenantCaches(services, row.tenantId).putSaved(answer.row);
        return ok(answer);
      } catch (error) {
        return err(appErrorOf(error));
      }
    },
    keepUnsent: (unsent) => {
      const count = unsent ? countUnsent(unsent) : 0;
      keepUnsentEdits(userId, row.id, unsent && { ...unsent, count });
      tellUnsaved(row.id, 'editor', count);
    },
    nowMs: Date.now,
    setTimer: (callback, delayMs) => {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  });
  runners.set(row.id, runner);
  adoptEdits(runner, userId, row.id, { keepsThisTab: false });
  return runner;
}

/** Edits that a closed tab, or the earlier form, left on the device join the ones made here. */
export function adoptEdits(
  runner: AutosaveRunner,
  userId: string,
  widgetId: string,
  { keepsThisTab }: { readonly keepsThisTab: boolean },
): void {
  void adoptUnsentEdits(userId, widgetId, {
    keepsThisTab,
    isOpen: runner.isOpen,
    take: (edits) => runner.dispatch({ kind: 'patched', ...edits, nowMs: Date.now() }),
  });
}

const countUnsent = ({ patch, choices }: UnsentEdits): number => countFields(patch) + choices.length;

/** What concerns all runners: the network, the page being hidden or left, and the end of the session. */
function listenOnce({ session }: Services): void {
  if (isListening) return;
  isListening = true;
  claimTab();
  addEventListener('online', () => dispatchToAll({ kind: 'wentOnline', nowMs: Date.now() }));
  addEventListener('offline', () => dispatchToAll({ kind: 'wentOffline' }));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return;
    for (const runner of runners.values()) runner.flush();
  });
  addEventListener('beforeunload', (event) => {
    if ([...runners.values()].some((runner) => hasUnsaved(runner.getState()))) event.preventDefault();
  });
  session.subscribe(() => {
    for (const runner of runners.values()) runner.close();
    runners.clear();
    forgetUnsaved();
  });
}

function dispatchToAll(event: AutosaveEvent): void {
  for (const runner of runners.values()) runner.dispatch(event);
}
