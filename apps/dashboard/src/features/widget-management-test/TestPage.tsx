import type { Readiness } from '@blunari/schema/api';
import { Button } from '@blunari/ui/button';
import { Icon } from '@blunari/ui/icon';
import { Note } from '@blunari/ui/note';
import { Page } from '@blunari/ui/page';
import { Braces, ClipboardList, Play, ShieldCheck, Square } from 'lucide-react';
import { useMemo } from 'react';
import { useServices } from '../../data/services-context.ts';
import { MockModeSwitch } from '../../shared/mock-mode/MockModeSwitch.tsx';
import { allChecks } from './checks/all-checks.ts';
import { CheckTable } from './checks/CheckTable.tsx';
import { FeatureList } from './checks/FeatureList.tsx';
import { CopyButton } from './copy/CopyButton.tsx';
import { FailedChecks } from './database/FailedChecks.tsx';
import { MigrationFile } from './database/MigrationFile.tsx';
import { MockFaults } from './MockFaults.tsx';
import { Devices } from './devices/Devices.tsx';
import { EarlierRuns } from './report/EarlierRuns.tsx';
import { toMarkdown } from './report/to-markdown.ts';
import { RunBar } from './run/RunBar.tsx';
import { useReports } from './report/use-reports.ts';
import { useTestRunner } from './run/use-test-runner.ts';
import { VisitorSimulator } from './simulator/VisitorSimulator.tsx';
import { createOwnSource } from './source/own-source.ts';
import { StatusHead } from './StatusHead.tsx';

export type MigratedState = Extract<Readiness, { state: 'checks_fail' | 'ready' }>;

const measured = allChecks.filter(({ kind }) => kind !== 'feature');
const proven = allChecks.filter(({ kind }) => kind === 'feature');

/** Everything that can be tested of an installation whose database is migrated. */
export function TestPage({ readiness }: { readiness: MigratedState }) {
  const services = useServices();
  const source = useMemo(() => createOwnSource(services), [services]);
  const { reports, keep } = useReports(readiness);
  const { runner, state } = useTestRunner(keep);
  const [latest] = reports;
  const isRunning = state.queue.length > 0;
  const table = { state, kind: source.kind, onRun: (id: string) => void runner.run(source, [id]) };
  return (
    <Page>
      <StatusHead {...headOf(readiness)}>
        <MockModeSwitch path="/widget-management-test" />
        <CopyButton
          icon={ClipboardList}
          isDisabled={!latest}
          text={() => (latest ? toMarkdown(latest, reports[1]) : '')}
        >
          Copy as Markdown
        </CopyButton>
        <CopyButton icon={Braces} isDisabled={!latest} text={() => JSON.stringify(latest, null, 2)}>
          JSON
        </CopyButton>
        {isRunning ? (
          <Button icon={Square} onPress={runner.cancel}>
            Cancel
          </Button>
        ) : (
          <Button variant="filled" icon={Play} onPress={() => void runner.run(source)}>
            Run all checks
          </Button>
        )}
      </StatusHead>
      {readiness.state === 'checks_fail' && <Mending readiness={readiness} />}
      {state.problem !== null && (
        <Note tone="negative" isAlert className="mb-3">
          {state.problem}
        </Note>
      )}
      <RunBar state={state} checks={allChecks} />
      <CheckTable checks={measured} {...table} />
      <FeatureList checks={proven} {...table} />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 @4xl:grid-cols-[minmax(0,1.05fr)_minmax(0,1fr)_minmax(0,1fr)]">
        <Devices source={source} />
        <VisitorSimulator source={source} />
        {services.mock && <MockFaults mock={services.mock} />}
        <EarlierRuns reports={reports} />
      </div>
      <Foot clock={state.clock} />
    </Page>
  );
}

function Mending({ readiness: { wrong, wrongCount } }: { readiness: MigratedState }) {
  return (
    <>
      <FailedChecks findings={wrong} count={wrongCount} />
      {wrong.some(({ mend }) => mend.includes('migration.sql')) && (
        <div className="mb-8">
          <MigrationFile />
        </div>
      )}
    </>
  );
}

function Foot({ clock }: { clock: ReturnType<typeof useTestRunner>['state']['clock'] }) {
  return (
    <div className="mt-6 flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 border-0 border-t border-line py-2 text-13 text-ink-3">
      <span className="flex flex-1 items-center gap-2">
        <Icon of={ShieldCheck} />
        Test restaurant “Osteria di Prova”, made for each test and removed after it. Real visitors are never touched.
      </span>
      {clock && (
        <span className="font-mono text-12">
          clock {clock.offsetMs.toFixed(1)} ms ahead, ± {clock.errorMs.toFixed(1)} ms
        </span>
      )}
    </div>
  );
}

function headOf(readiness: MigratedState) {
  const { state, checkCount, wrongCount, wrong, tenantCount, configCount, lastMigration } = readiness;
  const title =
    state === 'ready'
      ? 'Database: Ready'
      : `Database: ${wrongCount === 1 ? `check ${wrong[0]?.check ?? ''} fails` : `${wrongCount} checks fail`}`;
  const detail = (
    <>
      {checkCount - wrongCount} of {checkCount} checks, {tenantCount} tenants, {configCount} configurations, migration{' '}
      <code className="[overflow-wrap:anywhere]">{lastMigration}</code>
    </>
  );
  return { tone: state === 'ready' ? 'positive' : 'negative', title, detail } as const;
}
