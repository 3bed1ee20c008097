import { appendFile, mkdir } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { converges } from './fuzz/converges.ts';

/** `FUZZ_RUNS` makes it shorter, to try a change. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 20_000);
/** Another one each time; `FUZZ_SEED` repeats an earlier run. */
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);

it(`converges over ${numRuns} schedules (FUZZ_SEED=${seed})`, async () => {
  const details = await fc.check(converges, { numRuns, seed });
  await keep(
    `${new Date().toISOString()} seed ${seed}, ${details.numRuns} runs: ${details.failed ? 'FAILED' : 'passed'}\n`,
  );
  expect(details.failed, fc.defaultReportMessage(details)).toBe(false);
}, 2_400_000);

/** Beside the report of the usual run, so that a failure of the night can be repeated in the morning. */
async function keep(line: string): Promise<void> {
  const folder = new URL('../reports/', import.meta.url);
  await mkdir(folder, { recursive: true });
  await appendFile(new URL('fuzz-seeds.txt', folder), line);
}
