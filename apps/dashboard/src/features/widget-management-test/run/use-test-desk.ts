import type { Readiness } from '@blunari/schema/api';
import { useMemo } from 'react';
import type { Services } from '../../../data/services.ts';
import { useReports } from '../report/use-reports.ts';
import { createOwnSource } from '../source/own-source.ts';
import { useTestRunner } from './use-test-runner.ts';

export type MigratedState = Extract<Readiness, { state: 'checks_fail' | 'ready' }>;

export type TestDesk = ReturnType<typeof useTestDesk>;

/** Checks on the product that `services` lead to, how far they are, and the reports of earlier runs. */
export function useTestDesk(services: Services, installation: Pick<MigratedState, 'serverVersion' | 'lastMigration'>) {
  const source = useMemo(() => createOwnSource(services), [services]);
  const { reports, keep } = useReports(installation);
  const { runner, state } = useTestRunner(keep);
  return { source, runner, state, reports, mock: services.mock };
}
