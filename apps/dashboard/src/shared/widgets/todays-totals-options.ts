import type { TodayTotals } from '../../data/api-types.ts';
import type { Services } from '../../data/services.ts';

/** How soon the server is asked again whose day has not begun yet, or which was not asked since it has. */
const nextDayMs = 30_000;

/**
 * Totals of the restaurant's present day. What is left of an earlier day is zero on this one, and asked for anew;
 * a day ahead is the server's, whose clock counts.
 */
export function todaysTotalsOptions(
  trpc: Services['trpc'],
  { tenantId, localDate }: { readonly tenantId: string; readonly localDate: string | undefined },
) {
  const isOver = (totals: TodayTotals): boolean => localDate !== undefined && totals.localDate < localDate;
  return trpc.insights.today.queryOptions(
    { tenantId },
    {
      select: (all) => all.map((totals) => (isOver(totals) ? { ...totals, ...nothingYet } : totals)),
      refetchInterval: ({ state }) => (state.data?.some(isOver) ? nextDayMs : false),
    },
  );
}

const nothingYet = { views: 0, interactions: 0, conversions: 0, sessions: 0, convertedSessions: 0 } as const;
