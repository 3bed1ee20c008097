import { appErrorOf } from '../../../data/app-error-of.ts';
import { sampleMemory } from '../checks/memory-check.ts';
import type { Check, MemoryCheck, Outcome, SpeedCheck } from '../checks/check.ts';
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

export interface RunOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Carries out one check. Never rejects: a check that could not be carried out is missed, and says why. */
export async function runCheck(check: Check, bench: Bench, options: RunOptions): Promise<Outcome> {
  try {
    if (check.kind === 'speed') return await measureSpeed(check, bench, options);
    if (check.kind === 'memory') return await measureMemory(check, bench, options);
    return { kind: 'feature', verdict: 'met', words: await check.prove(bench, options.signal) };
  } catch (error) {
    return { kind: 'failed', verdict: 'missed', words: wordsOf(error) };
  }
}

async function measureSpeed(check: SpeedCheck, bench: Bench, { signal, onProgress }: RunOptions): Promise<Outcome> {
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

async function measureMemory(check: MemoryCheck, bench: Bench, { signal, onProgress }: RunOptions): Promise<Outcome> {
  const onSample = (memory: readonly MemorySample[]): void =>
    onProgress({ share: (memory.at(-1)?.atMs ?? 0) / check.lengthMs, values: [], memory: [...memory] });
  const samples = await sampleMemory({ bench, signal, onSample });
  const growth = growthOf(samples);
  return { kind: 'memory', verdict: judgeGrowth(growth, check.limit), growth, samples, limit: check.limit };
}

/** Errors of ours say a sentence; those of a call carry the server's. */
export function wordsOf(error: unknown): string {
  return error instanceof Error && error.name === 'Error' ? error.message : appErrorOf(error).message;
}
