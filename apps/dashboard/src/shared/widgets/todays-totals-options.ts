import { isOver, totalsOn } from '@blunari/realtime/insights';
import { queryOptions } from '@tanstack/react-query';
import type { Services } from '../../data/services.ts';

/** How soon the server is asked again whose day has not begun yet, or which was not asked since it has. */
const nextDayMs = 30_000;
/** The server tells of changes for 90 s after it was asked; a page in the background does not ask, and is told nothing. */
const lookMs = 60_000;
/** After no answer, and never sooner. */
const againMs = 10_000;

/**
 * Totals of the restaurant's present day. What is left of an earlier day is zero on this one, and asked for anew;
 * a day ahead is the server's, whose clock counts.
 */
export function todaysTotalsOptions(
  trpc: Services['trpc'],
  { tenantId, localDate }: { readonly tenantId: string; readonly localDate: string | undefined },
) {
  return trpc.insights.today.queryOptions(
    { tenantId },
    {
      select: (all) => totalsOn(all, localDate),
      refetchInterval: ({ state }) => (state.data?.some((totals) => isOver(totals, localDate)) ? nextDayMs : false),
    },
  );
}

/**
 * Asks for these totals once a minute, so that the server goes on telling of changes. A query of its own: each change that
 * is told renews the totals, and with them the time after which they would be asked for, so that a busy restaurant would
 * never ask again and be told nothing more.
 */
export function lookOptions({ queryClient, trpc }: Pick<Services, 'queryClient' | 'trpc'>, tenantId: string) {
  const today = trpc.insights.today.queryOptions({ tenantId }, { staleTime: 0 });
  return queryOptions({
    queryKey: [...today.queryKey, 'look'],
    queryFn: async () => {
      await queryClient.fetchQuery(today);
      return null;
    },
    retry: false,
    staleTime: lookMs,
    // Counted from the last look, not from when a screen was opened.
    refetchInterval: ({ state: { status, dataUpdatedAt } }) =>
      status === 'error' ? againMs : Math.max(againMs, dataUpdatedAt + lookMs - Date.now()),
  });
}
