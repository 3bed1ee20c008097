import { useState } from 'react';
import { allChecks } from '../checks/all-checks.ts';
import type { RunState, TestRunnerOptions } from '../run/test-runner.ts';
import type { SourceKind } from '../source/test-source.ts';
import { keepReport, readReports } from './report-history.ts';
import { type Report, reportOf } from './report.ts';

interface Installation {
  readonly serverVersion: string;
  readonly lastMigration: string;
}

/** The reports that this device keeps, newest first, and how a run that is complete becomes one of them. */
export function useReports({ serverVersion, lastMigration }: Installation): {
  readonly reports: readonly Report[];
  readonly keep: TestRunnerOptions['onComplete'];
  /** What a run has come to so far, not kept. */
  readonly tell: (source: SourceKind, state: RunState) => Report;
} {
  const [reports, setReports] = useState(() => readReports(localStorage));
  const tell = (source: SourceKind, { outcomes, clock }: RunState): Report =>
    reportOf(allChecks, outcomes[source], {
      at: new Date().toISOString(),
      source,
      address: location.origin,
      browser: navigator.userAgent,
      serverVersion,
      lastMigration,
      clockErrorMs: clock?.errorMs ?? null,
    });
  const keep: TestRunnerOptions['onComplete'] = (source, state) =>
    setReports(keepReport(localStorage, tell(source, state)));
  return { reports, keep, tell };
}
