import type { AppError } from '@blunari/schema/errors';
import type { JsonObject } from '@blunari/schema/config/merge-patch';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { Widget } from '../../data/api-types.ts';
import { appErrorOf } from '../../data/app-error-of.ts';
import { useServices } from '../../data/services-context.ts';
import { TenantCaches } from '../../data/tenant-feed/tenant-caches.ts';
import { forgetTyped, keepTyped, readTyped } from '../../data/typed-values.ts';
import { tellUnsaved } from '../../data/unsaved-work.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import {
  afterSave,
  changedPaths,
  type Clash,
  type FormState,
  openForm,
  patchOf,
  problemsIn,
  saveOf,
  takeTheirs,
  withEdit,
} from './form-state.ts';

/** The form of one widget: what was typed, and the ways to store it or drop it. */
export interface EarlierFormHandle {
  readonly state: FormState;
  /** Paths of the fields that are not saved. */
  readonly changed: readonly (readonly string[])[];
  /** What is wrong, by field path; told once somebody has tried to save. */
  readonly problems: Readonly<Record<string, string>>;
  /** How often saving was refused by the form itself: each time the first wrong field takes the focus. */
  readonly refusals: number;
  readonly isSaving: boolean;
  readonly error: AppError | null;
  /** Something was saved, and nothing typed since. */
  readonly isSaved: boolean;
  readonly edit: (config: JsonObject) => void;
  readonly save: () => void;
  readonly discard: () => void;
  readonly takeTheirs: (clash: Clash) => void;
}

const noProblems = {} as const;

export function useEarlierForm(row: Widget): EarlierFormHandle {
  const services = useServices();
  const { me } = useTenant();
  const [state, setState] = useState(() => openedAgain(me.userId, row) ?? openForm(row));
  const [refusals, setRefusals] = useState(0);
  const changed = useMemo(() => changedPaths(patchOf(state)), [state]);
  const problems = useMemo(() => problemsIn(state), [state]);
  const saving = useMutation(
    services.trpc.widgets.save.mutationOptions({
      onSuccess: (outcome) => new TenantCaches(services, row.tenantId).putWidget(outcome.row),
    }),
  );
  useTellUnsaved(row.id, changed.length);
  useKeepTyped(me.userId, row.id, state, changed.length);
  const save = () => {
    if (saving.isPending || changed.length === 0) return;
    if (Object.keys(problems).length > 0) {
      setRefusals(refusals + 1);
      return;
    }
    setRefusals(0);
    saving.mutate(saveOf(row.id, state), {
      onSuccess: (outcome) => setState((now) => afterSave(now, state.edited, outcome)),
    });
  };
  const discard = () => {
    saving.reset();
    setRefusals(0);
    setState(openForm(row));
  };
  return {
    state,
    changed,
    problems: refusals > 0 ? problems : noProblems,
    refusals,
    isSaving: saving.isPending,
    error: saving.error && appErrorOf(saving.error),
    isSaved: saving.isSuccess && changed.length === 0,
    edit: (config) => setState(withEdit(state, config)),
    save,
    discard,
    takeTheirs: (clash) => setState(takeTheirs(state, clash)),
  };
}

/** The form as it was when the session ended by itself; null where that is not how the last one ended. */
function openedAgain(userId: string, { id, type }: Widget): FormState | null {
  const kept = readTyped(() => sessionStorage, userId, id);
  return kept && { type, ...kept, clashes: [] };
}

/** A session that ends by itself closes the form, and whoever signs in again goes on typing. */
function useKeepTyped(userId: string, widgetId: string, state: FormState, count: number): void {
  const { session } = useServices();
  const close = useEffectEvent(() => {
    const now = session.getState();
    if (count > 0 && now.kind === 'signed-out' && now.wasEnded)
      keepTyped(() => sessionStorage, userId, widgetId, state);
  });
  useEffect(() => {
    // What was kept is in this form now, which is on the screen.
    forgetTyped(() => sessionStorage, userId, widgetId);
    return () => close();
  }, [userId, widgetId]);
}

/** Whoever moves the restaurant to the other component, or signs out, must know what is typed here. */
function useTellUnsaved(widgetId: string, count: number): void {
  useEffect(() => tellUnsaved(widgetId, 'form', count), [widgetId, count]);
  useEffect(() => () => tellUnsaved(widgetId, 'form', 0), [widgetId]);
}
