import { z } from 'zod';
import type { Bench } from '../source/bench.ts';
import type { MemorySample } from '../statistics/memory-growth.ts';
import type { MemoryCheck } from './check.ts';

export const memoryCheck: MemoryCheck = {
  kind: 'memory',
  id: 'memory',
  title: 'Memory',
  detail: 'over one minute of work',
  limit: 0.1,
  lengthMs: 60_000,
  hint: 'A heap snapshot before and after in the browser: what is held of closed devices and old messages.',
};

const everyMs = 1000;

/** Chromium alone tells its heap, and is not in the standard. */
const performanceSchema = z.object({ memory: z.object({ usedJSHeapSize: z.number().positive() }) });

function readHeapBytes(): number | null {
  return (
    performanceSchema.safeParse({ memory: Reflect.get(performance, 'memory') }).data?.memory.usedJSHeapSize ?? null
  );
}

export interface MemoryPorts {
  readonly bench: Bench;
  readonly signal: AbortSignal;
  readonly onSample: (samples: readonly MemorySample[]) => void;
}

/** Saves and hears once a second for a minute, and notes the heap each time. Empty where the browser does not tell it. */
export async function sampleMemory({ bench, signal, onSample }: MemoryPorts): Promise<readonly MemorySample[]> {
  const samples: MemorySample[] = [];
  const startedAt = performance.now();
  for (let atMs = 0; atMs <= memoryCheck.lengthMs; atMs = performance.now() - startedAt) {
    const bytes = readHeapBytes();
    if (bytes === null) return [];
    samples.push({ atMs, bytes });
    onSample(samples);
    await bench.saveAndHear(bench.first, signal);
    await pause(everyMs - ((performance.now() - startedAt) % everyMs), signal);
  }
  return samples;
}

function pause(lengthMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, lengthMs);
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(new Error('Cancelled.'));
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
