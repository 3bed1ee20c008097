import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Services } from '../../../data/services.ts';
import { useServices } from '../../../data/services-context.ts';
import { useTotals } from '../../../shared/widgets/use-widgets.ts';
import { type Pace, paceOf } from './pace.ts';

/** Figures follow each tick, of which the server sends one a second: none waits because it came a little early. */
const figuresEveryMs = 500;
/** What takes more counting follows more slowly. */
const chartsEveryMs = 10_000;

/**
 * Asks for the screen's numbers anew as visitors do something. The server tells that by the totals of the day: they come
 * over the line within a second, and by asking where there is no line.
 * @param isGrowing whether what visitors do now belongs to the period on screen
 */
export function useLiveNumbers(isGrowing: boolean): void {
  const { trpc } = useServices();
  const queryClient = useQueryClient();
  const counted = useTotals()
    .data?.map(({ id, localDate, version }) => `${id} ${localDate} ${version}`)
    .join();
  const seen = useRef(counted);
  const paces = useRef<readonly Pace[]>([]);
  useEffect(() => {
    paces.current = [
      paceOf(() => renew(queryClient, figuresOf(trpc, isGrowing)), figuresEveryMs),
      paceOf(() => renew(queryClient, isGrowing ? chartsOf(trpc) : []), chartsEveryMs),
    ];
    return () => {
      for (const { stop } of paces.current) stop();
    };
  }, [queryClient, trpc, isGrowing]);
  useEffect(() => {
    const isNews = seen.current !== undefined && seen.current !== counted;
    seen.current = counted;
    if (isNews) for (const { ask } of paces.current) ask();
  }, [counted]);
}

type Keys = readonly (readonly unknown[])[];

const figuresOf = ({ insights }: Services['trpc'], isGrowing: boolean): Keys => [
  insights.live.pathKey(),
  ...(isGrowing ? [insights.summary.pathKey(), insights.series.pathKey()] : []),
];

const chartsOf = ({ insights }: Services['trpc']): Keys => [
  insights.funnel.pathKey(),
  insights.breakdown.pathKey(),
  insights.heatMap.pathKey(),
  insights.leadTimes.pathKey(),
  insights.turnedAway.pathKey(),
];

/** An answer that is on its way already is let come. */
async function renew(queryClient: QueryClient, keys: Keys): Promise<void> {
  await Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false })));
}
