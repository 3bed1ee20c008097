import type { Check } from '../checks/check.ts';
import type { RunState } from './test-runner.ts';

/** How much of a run is done: a thin line, and words for those who do not see it. */
export function RunBar({ state, checks }: { state: RunState; checks: readonly Check[] }) {
  const { queue, doneCount, progress } = state;
  const total = queue.length + doneCount;
  const share = total === 0 ? 0 : (doneCount + (progress?.share ?? 0)) / total;
  const current = checks.find(({ id }) => id === queue[0])?.title;
  const words = current === undefined ? '' : `${current}, ${doneCount + 1} of ${total}`;
  return (
    <progress
      aria-label="Checks"
      aria-valuetext={words === '' ? 'No check runs' : words}
      value={queue.length === 0 ? 0 : share}
      className="mb-1 block h-0.75 w-full appearance-none overflow-hidden rounded-xs border-0 bg-sunken edge [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
    />
  );
}
