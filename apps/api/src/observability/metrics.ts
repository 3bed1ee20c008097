import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { GroupWatch } from '../public-http/journal/group-commit.ts';

/** The numbers of one process, for Prometheus. */
export interface Metrics {
  /** The text that Prometheus reads, and its content type. */
  readonly read: () => Promise<{ readonly text: string; readonly contentType: string }>;
  readonly journal: GroupWatch;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    read: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
    journal: watchJournal(registry),
  };
}

function watchJournal(registry: Registry): GroupWatch {
  const registers = [registry];
  const waiting = new Gauge({
    name: 'blunari_journal_waiting_batches',
    help: 'Batches of visits in the queue.',
    registers,
  });
  const groups = new Histogram({
    name: 'blunari_journal_group_batches',
    help: 'Batches that one call of the database wrote.',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200],
    registers,
  });
  const answers = new Counter({
    name: 'blunari_journal_answers_total',
    help: 'Batches by what became of them: stored, or the code of the refusal.',
    labelNames: ['outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'blunari_journal_stored_seconds',
    help: 'From a batch that was read to its commit.',
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers,
  });
  return {
    onWaiting: (count) => waiting.set(count),
    onGroup: (count) => groups.observe(count),
    onAnswer: (outcome, tookMs) => {
      answers.inc({ outcome });
      if (outcome === 'stored') seconds.observe(tookMs / 1000);
    },
  };
}
