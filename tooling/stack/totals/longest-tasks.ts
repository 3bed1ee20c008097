import type { TaskOutcome } from './sum-totals.ts';

/** A task as turbo ran it, by the clock. */
export interface TaskRun extends TaskOutcome {
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

const shown = 5;

/** Where the time of a stage went: its longest tasks, each with the seconds since the first began. */
export function longestTasks(runs: readonly TaskRun[]): string {
  const firstMs = Math.min(...runs.map(({ startedAtMs }) => startedAtMs));
  const seconds = (ms: number): string => `${Math.round((ms - firstMs) / 1000)} s`;
  return runs
    .toSorted((one, other) => lengthOf(other) - lengthOf(one))
    .slice(0, shown)
    .map(({ taskId, startedAtMs, endedAtMs }) => `${taskId} from ${seconds(startedAtMs)} to ${seconds(endedAtMs)}`)
    .join(', ');
}

function lengthOf({ startedAtMs, endedAtMs }: TaskRun): number {
  return endedAtMs - startedAtMs;
}
