import { useCallback, useEffect, useRef, useState } from 'react';
import { wordsOf } from '../run/run-check.ts';
import type { TestSource } from '../source/test-source.ts';
import { createVisitorFlow, type VisitorRates } from './visitor-flow.ts';

const everyMs = 1000;

interface Totals {
  readonly visits: number;
  readonly interactions: number;
  readonly booked: number;
  readonly full: number;
}

const none: Totals = { visits: 0, interactions: 0, booked: 0, full: 0 };

/** Visitors that come at a rate until they are stopped, or the page is left. */
export function useSimulation(source: TestSource) {
  const running = useRef<AbortController | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const [totals, setTotals] = useState(none);
  const [problem, setProblem] = useState<string | null>(null);
  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);
  const start = (rates: VisitorRates): void => {
    const controller = new AbortController();
    running.current = controller;
    setIsRunning(true);
    setProblem(null);
    setTotals(none);
    const onBatch = (batch: Totals): void => setTotals((before) => add(before, batch));
    void simulate(source, rates, { signal: controller.signal, onBatch })
      .catch((error: unknown) => setProblem(wordsOf(error)))
      .finally(() => setIsRunning(false));
  };
  return { isRunning, start, stop, totals, problem };
}

async function simulate(
  source: TestSource,
  rates: VisitorRates,
  { signal, onBatch }: { readonly signal: AbortSignal; readonly onBatch: (totals: Totals) => void },
): Promise<void> {
  const { run, giveBack } = await source.restaurant.lease();
  try {
    const flow = createVisitorFlow(rates);
    while (!signal.aborted) {
      const startedAt = performance.now();
      const batch = flow.next(everyMs);
      const { bookedCount, fullCount } = await source.client.testRuns.simulateVisits.mutate({
        tenantId: run.tenantId,
        ...batch,
      });
      onBatch({ visits: batch.views, interactions: batch.interactions, booked: bookedCount, full: fullCount });
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, everyMs - (performance.now() - startedAt))));
    }
  } finally {
    await giveBack();
  }
}

function add(one: Totals, other: Totals): Totals {
  return {
    visits: one.visits + other.visits,
    interactions: one.interactions + other.interactions,
    booked: one.booked + other.booked,
    full: one.full + other.full,
  };
}
