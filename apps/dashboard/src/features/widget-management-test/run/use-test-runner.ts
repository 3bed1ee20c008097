import { useEffect, useState, useSyncExternalStore } from 'react';
import { allChecks } from '../checks/all-checks.ts';
import { type RunState, TestRunner, type TestRunnerOptions } from './test-runner.ts';

/** The checks of this page; a run under way is cancelled when the page is left. */
export function useTestRunner(onComplete: TestRunnerOptions['onComplete']): {
  readonly runner: TestRunner;
  readonly state: RunState;
} {
  const [runner] = useState(() => new TestRunner({ checks: allChecks, onComplete }));
  useEffect(() => runner.cancel, [runner]);
  return { runner, state: useSyncExternalStore(runner.subscribe, runner.getState) };
}
