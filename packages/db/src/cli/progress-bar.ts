import process from 'node:process';
import { Presets, SingleBar } from 'cli-progress';
import type { OnLoadProgress } from '../seed/load/seed-load.ts';

interface Step {
  readonly step: string;
  readonly bar: SingleBar;
}

/** A bar for each step of long work; where the output is no terminal, a line every two seconds. */
export function progressBar(): { readonly onProgress: OnLoadProgress; readonly stop: () => void } {
  let current: Step | undefined;
  return {
    onProgress: (step, done, total) => {
      if (current?.step !== step) {
        current?.bar.stop();
        current = start(step, total);
      }
      current.bar.update(done);
    },
    stop: () => current?.bar.stop(),
  };
}

function start(step: string, total: number): Step {
  const bar = new SingleBar(
    {
      format: `${step.padEnd(20)} {bar} {percentage} %  {value} of {total}, {eta_formatted} left`,
      stream: process.stdout,
      noTTYOutput: true,
      notTTYSchedule: 2000,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return { step, bar };
}
