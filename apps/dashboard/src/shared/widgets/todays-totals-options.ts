import { isOver, totalsOn } from '@blunari/realtime/insights';
import type { Services } from '../../data/services.ts';

/** How soon the server is asked again whose day has not begun yet, or which was not asked since it has. */
const nextDayMs = 30_000;
/** The server tells of changes for 90 s after it was asked; a page in the background does not ask, and is told nothing. */
const lookMs = 60_000;

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
      refetchInterval: ({ state }) => (state.data?.some((totals) => isOver(totals, localDate)) ? nextDayMs : lookMs),
    },
  );
}
