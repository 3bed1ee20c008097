import type { Readiness } from '@blunari/schema/api';
import { useEffect, useMemo } from 'react';
import type { Services } from '../../../data/services.ts';
import { useReports } from '../report/use-reports.ts';
import { createOwnSource } from '../source/own-source.ts';
import { useTestRunner } from './use-test-runner.ts';

export type MigratedState = Extract<Readiness, { state: 'checks_fail' | 'ready' }>;

export type TestDesk = ReturnType<typeof useTestDesk>;

/** Checks on the product that `services` lead to, how far they are, and the reports of earlier runs. */
export function useTestDesk(services: Services, installation: Pick<MigratedState, 'serverVersion' | 'lastMigration'>) {
  const source = useMemo(() => createOwnSource(services), [services]);
  useEffect(() => {
    addEventListener('pagehide', source.restaurant.leave);
    return () => removeEventListener('pagehide', source.restaurant.leave);
  }, [source]);
  const { reports, keep, tell } = useReports(installation);
  const { runner, state } = useTestRunner(keep);
  const hasOutcomes = Object.keys(state.outcomes[source.kind]).length > 0;
  const reportOfNow = hasOutcomes ? tell(source.kind, state) : null;
  return { source, runner, state, reports, reportOfNow, mock: services.mock };
}
