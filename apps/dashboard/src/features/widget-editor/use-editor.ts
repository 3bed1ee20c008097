import type { Widget } from '../../data/api-types.ts';
import type { BookingConfig, CateringConfig, StoredConfig } from '@blunari/schema/config';
import type { JsonObject } from '@blunari/schema/config/merge-patch';
import { isAtLeast } from '@blunari/schema/roles';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useServices } from '../../data/services-context.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import type { AutosaveRunner } from './autosave/autosave-runner.ts';
import { problemsOf, shownConfig } from './autosave/edits.ts';
import { adoptEdits, runnerOf } from './autosave/runner-registry.ts';
import type { AutosaveState } from './autosave/state.ts';
import { asStoredVersion } from './autosave/stored-version.ts';
import { readDraft } from '../../shared/widgets/read-draft.ts';

/** One widget being edited: what is shown, what is wrong with it, and the way to change it. */
export interface Editor {
  readonly row: Widget;
  readonly runner: AutosaveRunner;
  readonly state: AutosaveState;
  readonly draft: StoredConfig;
  /** The shown config as JSON, for the preview. */
  readonly shown: JsonObject;
  /** What stands in the way of saving, by field path such as `party.max`. */
  readonly problems: Readonly<Record<string, string>>;
  readonly mayEdit: boolean;
  readonly mayPause: boolean;
  readonly edit: (config: BookingConfig | CateringConfig) => void;
}

export function useEditor(row: Widget): Editor {
  const services = useServices();
  const { me, tenant } = useTenant();
  const runner = runnerOf(services, me.userId, row);
  const state = useSyncExternalStore(runner.subscribe, runner.getState);
  // The list holds the newest row, whether it came over the line, from a catch-up or from a call.
  useEffect(() => runner.dispatch({ kind: 'rowSeen', row: asStoredVersion(row) }), [runner, row]);
  // Somebody may come here from the earlier form, with what was typed there.
  useEffect(() => adoptEdits(runner, me.userId, row.id, { keepsThisTab: true }), [runner, me.userId, row.id]);
  const shown = useMemo(() => shownConfig(state), [state]);
  const stored = state.base.config;
  const draft = useMemo(() => readDraft(row.type, shown, stored), [row.type, shown, stored]);
  const edit = (config: BookingConfig | CateringConfig) =>
    runner.dispatch({ kind: 'edited', config, nowMs: Date.now() });
  return {
    row,
    runner,
    state,
    draft,
    shown,
    problems: useMemo(() => problemsOf(state), [state]),
    mayEdit: isAtLeast(tenant.role, 'editor'),
    mayPause: isAtLeast(tenant.role, 'admin'),
    edit,
  };
}
