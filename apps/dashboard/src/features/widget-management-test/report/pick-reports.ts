import type { SourceKind } from '../source/test-source.ts';
import type { Report } from './report.ts';

/** A report to copy, and what stands beside it. */
export interface PickedReports {
  readonly report: Report;
  /** The run of the same source before it. */
  readonly earlier: Report | undefined;
  /** The newest run of the other source. */
  readonly beside: Report | undefined;
}

/**
 * What the buttons of a source copy: what its table shows, else its newest run that this device keeps; null for neither.
 * @param reports kept ones, newest first
 */
export function pickReports(reports: readonly Report[], kind: SourceKind, shown: Report | null): PickedReports | null {
  const [newest, before] = reports.filter(({ source }) => source === kind);
  const beside = besideOf(reports, kind);
  // A run that was completed is kept as it was then; what was done again since is not.
  const isKept = newest !== undefined && (shown === null || isSame(newest, shown));
  if (isKept) return { report: newest, earlier: before, beside };
  return shown && { report: shown, earlier: newest, beside };
}

/** The newest run of the other source than `kind`. */
export function besideOf(reports: readonly Report[], kind: SourceKind): Report | undefined {
  return reports.find(({ source }) => source !== kind);
}

/** The run of the same source before one that is kept. */
export function earlierOf(reports: readonly Report[], report: Report): Report | undefined {
  return reports.slice(reports.indexOf(report) + 1).find(({ source }) => source === report.source);
}

const isSame = (one: Report, other: Report): boolean => JSON.stringify(one.checks) === JSON.stringify(other.checks);
