import type { WidgetTotals } from '@blunari/schema/insights';
import { tenantEvents, tenantTopic } from '@blunari/schema/realtime';
import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import type { Realtime } from '../create-realtime.ts';
import { isNewerTotals, totalsOn } from '../insights/totals.ts';
import type { TopicStatus } from '../subscription/handlers.ts';
import { useRealtime } from './use-realtime.ts';

export interface Insights {
  /** Of each widget, on the restaurant's present day; null before the first answer. */
  readonly totals: readonly WidgetTotals[] | null;
  readonly status: TopicStatus;
}

export interface InsightsSource {
  /**
   * Today's totals of all widgets of the restaurant; asked again every minute, as the server tells of changes for 90 s
   * after it was asked. Rejects without an answer; the signal aborts when it is not awaited any more.
   */
  readonly fetchTotals: (signal: AbortSignal) => Promise<readonly WidgetTotals[]>;
  /** The restaurant's present day, as `2026-11-24`; what is left of an earlier one then counts as zero. */
  readonly localDate?: string;
}

/** A restaurant's totals of today as they grow. Totals, never deltas: a message lost or repeated can't make them wrong. */
export function useInsights(tenantId: string | null, { fetchTotals, localDate }: InsightsSource): Insights {
  const realtime = useRealtime();
  const store = useMemo(() => createInsightsStore(realtime, tenantId), [realtime, tenantId]);
  useLayoutEffect(() => store.setFetch(fetchTotals), [store, fetchTotals]);
  const { totals, status } = useSyncExternalStore(store.subscribe, store.get, store.get);
  return useMemo(() => ({ totals: totals && totalsOn(totals, localDate), status }), [totals, status, localDate]);
}

function createInsightsStore(realtime: Realtime, tenantId: string | null) {
  let state: Insights = { totals: null, status: 'waiting' };
  let fetchTotals: InsightsSource['fetchTotals'] | null = null;
  return {
    get: () => state,
    setFetch: (next: InsightsSource['fetchTotals']) => {
      fetchTotals = next;
    },
    subscribe: (onChange: () => void) => {
      if (tenantId === null) return () => {};
      const put = (next: Partial<Insights>): void => {
        state = { ...state, ...next };
        onChange();
      };
      const take = (all: readonly WidgetTotals[]): void => {
        const totals = mergeTotals(state.totals, all);
        if (totals !== state.totals) put({ totals });
      };
      const stopLooking = lookAgain((signal) => {
        // Without an answer nothing is wrong yet: the next look asks again, and so does the next join.
        if (state.status === 'live') fetchTotals?.(signal).then(take, () => undefined);
      });
      const unsubscribe = realtime.subscribe(tenantTopic(tenantId), {
        backfill: async (_sinceIso, signal) => {
          if (fetchTotals) take(await fetchTotals(signal));
          return [];
        },
        onEvent: (event, payload) => {
          const tick = event === 'insights.tick' ? tenantEvents[event].safeParse(payload).data : undefined;
          if (tick) take([tick]);
        },
        onStatus: (status) => status !== state.status && put({ status }),
      });
      return () => {
        stopLooking();
        unsubscribe();
      };
    },
  };
}

/** Less than the 90 s for which the server goes on telling. */
const lookMs = 60_000;

function lookAgain(look: (signal: AbortSignal) => void): () => void {
  const ended = new AbortController();
  const timer = setInterval(() => look(ended.signal), lookMs);
  return () => {
    clearInterval(timer);
    ended.abort();
  };
}

/** The same list when nothing in it is news. */
function mergeTotals(held: readonly WidgetTotals[] | null, heard: readonly WidgetTotals[]): readonly WidgetTotals[] {
  if (held === null) return heard;
  const byId = new Map(held.map((totals) => [totals.id, totals]));
  const news = heard.filter((totals) => {
    const known = byId.get(totals.id);
    return known === undefined || isNewerTotals(totals, known);
  });
  for (const totals of news) byId.set(totals.id, totals);
  return news.length === 0 ? held : [...byId.values()];
}
