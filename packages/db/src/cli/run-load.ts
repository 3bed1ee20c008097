import { seedLoad, type LoadSize } from '../seed/load/seed-load.ts';
import { progressBar } from './progress-bar.ts';

/** Fills a database with restaurants and visits to measure with, and says how it goes. */
export async function runLoad(url: string, size: LoadSize, say: (line: string) => void): Promise<boolean> {
  const { onProgress, stop } = progressBar();
  const startedAtMs = performance.now();
  try {
    await seedLoad(url, size, onProgress);
  } finally {
    stop();
  }
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  say(
    `${size.tenantCount} restaurants and ${size.eventCount} events are there, in ${seconds} s. pnpm db:jobs counts their totals.`,
  );
  return true;
}
