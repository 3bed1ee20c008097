import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useServices } from '../../../data/services-context.ts';
import type { Editor } from '../use-editor.ts';

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
