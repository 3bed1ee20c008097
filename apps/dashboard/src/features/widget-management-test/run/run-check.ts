import { appErrorOf } from '../../../data/app-error-of.ts';
import { sampleMemory } from '../checks/memory-check.ts';
import type { Check, Outcome } from '../checks/check.ts';
import type { Bench } from '../source/bench.ts';
import { judgeGrowth, judgeSpeed } from '../statistics/judge.ts';
import { growthOf, type MemorySample } from '../statistics/memory-growth.ts';
import { summarize } from '../statistics/summarize.ts';

/** What is known of a check while it runs: how much of it is done, and what was measured so far. */
export interface Progress {
  /** From 0 to 1. */
  readonly share: number;
  readonly values: readonly number[];
  readonly memory: readonly MemorySample[];
}

/** Measurements that warm caches and connections, and do not count. */
const warmUpCount = 2;

/** Carries out one check. Never rejects: a check that could not be carried out is missed, and says why. */
export async function runCheck(
  check: Check,
  bench: Bench,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
): Promise<Outcome> {
  try {
    switch (check.kind) {
      case 'speed': {
        const values: number[] = [];
        for (let round = -warmUpCount; round < check.count; round += 1) {
          signal.throwIfAborted();
          const tookMs = await check.measure(bench, signal);
          if (round < 0) continue;
          values.push(tookMs);
          onProgress({ share: values.length / check.count, values: [...values], memory: [] });
        }
        const summary = summarize(values);
        const verdict = judgeSpeed(summary, check.limitMs, check.count);
        return { kind: 'speed', verdict, summary, limitMs: check.limitMs };
      }
      case 'memory': {
        const onSample = (memory: readonly MemorySample[]): void =>
          onProgress({ share: (memory.at(-1)?.atMs ?? 0) / check.lengthMs, values: [], memory: [...memory] });
        const samples = await sampleMemory({ bench, signal, onSample });
        const growth = growthOf(samples);
        return { kind: 'memory', verdict: judgeGrowth(growth, check.limit), growth, samples, limit: check.limit };
      }
      case 'feature':
        return { kind: 'feature', verdict: 'met', words: await check.prove(bench, signal) };
    }
  } catch (error) {
    return { kind: 'failed', verdict: 'missed', words: wordsOf(error) };
  }
}

/** Errors of ours say a sentence; those of a call carry the server's. */
export function wordsOf(error: unknown): string {
  return error instanceof Error && error.name === 'Error' ? error.message : appErrorOf(error).message;
}
