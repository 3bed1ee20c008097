import type { WidgetChange } from '../../../data/api-types.ts';
import { diffMergePatch, jsonEquals, type MergePatch } from '@blunari/schema/config/merge-patch';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useServices } from '../../../data/services-context.ts';
import { useTenant } from '../../../shared/tenant/tenant-context.ts';
import type { Editor } from '../use-editor.ts';
import { configsOf, patchOfEntry } from './describe-change.ts';

const shownEntries = 30;

/** The newest changes of a widget; asked for anew with every version. */
export function useHistory({ row, state }: Editor) {
  const { trpc } = useServices();
  const history = useQuery(trpc.widgets.history.queryOptions({ widgetId: row.id, limit: shownEntries }));
  const { version } = state.base;
  const newest = history.data?.[0]?.version;
  const { refetch, isFetching } = history;
  useEffect(() => {
    if (newest !== undefined && newest < version && !isFetching) void refetch();
  }, [newest, version, isFetching, refetch]);
  return history;
}

/** Takes back my newest change that is not taken back yet, as a new change; `null` when there is none. */
export function useUndo({ runner }: Editor, entries: readonly WidgetChange[] | undefined): (() => void) | null {
  const { me } = useTenant();
  const [undone, setUndone] = useState<readonly { version: number; inverse: MergePatch }[]>([]);
  const mine = entries?.find(
    (entry) =>
      entry.changedBy === me.userId &&
      !undone.some(({ version, inverse }) => version === entry.version || jsonEquals(patchOfEntry(entry), inverse)),
  );
  const configs = mine && configsOf(mine);
  if (!mine || !configs) return null;
  return () => {
    const inverse = diffMergePatch(configs.after, configs.before);
    setUndone((earlier) => [...earlier, { version: mine.version, inverse }]);
    runner.dispatch({ kind: 'patched', onto: configs.after, patch: inverse, choices: [], nowMs: Date.now() });
  };
}
