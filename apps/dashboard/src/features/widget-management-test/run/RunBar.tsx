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
    <div className="mb-1">
      <div
        role="progressbar"
        aria-label="Checks"
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={words === '' ? 'No check runs' : words}
        className="h-0.75 rounded-xs bg-sunken edge"
      >
        <div className="h-full rounded-xs bg-accent" style={{ width: `${queue.length === 0 ? 0 : share * 100}%` }} />
      </div>
    </div>
  );
}
