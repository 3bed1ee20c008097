import { useState } from 'react';
import { allChecks } from '../checks/all-checks.ts';
import type { TestRunnerOptions } from '../run/test-runner.ts';
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
} {
  const [reports, setReports] = useState(() => readReports(localStorage));
  const keep: TestRunnerOptions['onComplete'] = (source, { outcomes, clock }) => {
    const report = reportOf(allChecks, outcomes[source], {
      at: new Date().toISOString(),
      source,
      address: location.origin,
      browser: navigator.userAgent,
      serverVersion,
      lastMigration,
      clockErrorMs: clock?.errorMs ?? null,
    });
    setReports(keepReport(localStorage, report));
  };
  return { reports, keep };
}
