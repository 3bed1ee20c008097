import type { TestReport } from './parse-test-report.ts';

/** A turbo task by its name, such as `@blunari/db#test`. */
export interface TaskOutcome {
  readonly taskId: string;
  readonly hasFailed: boolean;
}

export interface Totals {
  readonly passed: number;
  /** `package: what failed`, one a failure. */
  readonly failures: readonly string[];
  readonly skips: readonly string[];
}

/**
 * Adds up the reports by package. A failed task that no failed test explains counts as one failure, and so does a
 * test task that left no report: what was not counted must not look like success.
 */
export function sumTotals(reports: ReadonlyMap<string, readonly TestReport[]>, tasks: readonly TaskOutcome[]): Totals {
  const failures: string[] = [];
  const skips: string[] = [];
  let passed = 0;
  for (const [name, ofPackage] of reports) {
    for (const report of ofPackage) {
      passed += report.passed;
      failures.push(...report.failures.map((failure) => `${name}: ${failure}`));
      skips.push(...report.skips.map((skip) => `${name}: ${skip}`));
    }
  }
  for (const task of tasks) {
    const [name, kind] = splitTaskId(task.taskId);
    const ofPackage = kind === 'test' ? (reports.get(name) ?? []) : [];
    const isExplained = ofPackage.some((report) => report.failures.length > 0);
    if (task.hasFailed && !isExplained) failures.push(task.taskId);
    if (!task.hasFailed && kind === 'test' && ofPackage.length === 0) failures.push(`${task.taskId} left no report`);
  }
  return { passed, failures, skips };
}

/** The last line of a run. */
export function totalsLine({ passed, failures, skips }: Totals): string {
  const skipped = skips.length === 0 ? '' : `, ${skips.length} skipped`;
  return `${passed} passed, ${failures.length} failed${skipped}`;
}

function splitTaskId(taskId: string): [string, string] {
  const at = taskId.lastIndexOf('#');
  return [taskId.slice(0, at), taskId.slice(at + 1)];
}
