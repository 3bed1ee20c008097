import { Icon } from '@blunari/ui/icon';
import { Page } from '@blunari/ui/page';
import { ShieldCheck } from 'lucide-react';
import { useServices } from '../../data/services-context.ts';
import { MockModeSwitch } from '../../shared/mock-mode/MockModeSwitch.tsx';
import { FailedChecks } from './database/FailedChecks.tsx';
import { MigrationFile } from './database/MigrationFile.tsx';
import { MockFaults } from './MockFaults.tsx';
import { Devices } from './devices/Devices.tsx';
import { EarlierRuns } from './report/EarlierRuns.tsx';
import { RunActions } from './run/RunActions.tsx';
import { RunTables } from './run/RunTables.tsx';
import { type MigratedState, type TestDesk, useTestDesk } from './run/use-test-desk.ts';
import { VisitorSimulator } from './simulator/VisitorSimulator.tsx';
import { formatOffset } from './format.ts';
import { StatusHead } from './StatusHead.tsx';

/** Everything that can be tested of an installation whose database is migrated. */
export function TestPage({ readiness }: { readiness: MigratedState }) {
  const desk = useTestDesk(useServices(), readiness);
  const { source, state, reports, mock } = desk;
  return (
    <Page>
      <StatusHead {...(mock ? simulatedHead(readiness) : headOf(readiness))}>
        <MockModeSwitch path="/widget-management-test" />
        <RunActions desk={desk} />
      </StatusHead>
      {readiness.state === 'checks_fail' && <Mending readiness={readiness} />}
      <RunTables desk={desk} />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 @4xl:grid-cols-[minmax(0,1.05fr)_minmax(0,1fr)_minmax(0,1fr)]">
        <Devices source={source} />
        <VisitorSimulator source={source} />
        {mock && <MockFaults mock={mock} />}
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

function Foot({ clock }: { clock: TestDesk['state']['clock'] }) {
  return (
    <div className="mt-6 flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 border-0 border-t border-line py-2 text-13 text-ink-3">
      <span className="flex flex-1 basis-72 items-center gap-2">
        <Icon of={ShieldCheck} />
        Test restaurant “Osteria di Prova”, made for each test and removed after it. Real visitors are never touched.
      </span>
      {clock && (
        <span className="font-mono text-12">
          clock {formatOffset(clock.offsetMs)}, ± {clock.errorMs.toFixed(1)} ms
        </span>
      )}
    </div>
  );
}

function simulatedHead({ counts }: MigratedState) {
  const detail = `Nothing to migrate and nothing to check${counts ? `, ${counts.tenants} restaurants` : ''}`;
  return { tone: 'positive', title: 'Database: simulated', detail } as const;
}

function headOf(readiness: MigratedState) {
  const { state, checkCount, wrongCount, wrong, counts, lastMigration } = readiness;
  const title =
    state === 'ready'
      ? 'Database: Ready'
      : `Database: ${wrongCount === 1 ? `check ${wrong[0]?.check ?? ''} fails` : `${wrongCount} checks fail`}`;
  const detail = (
    <>
      {checkCount - wrongCount} of {checkCount} checks,{' '}
      {counts && `${counts.tenants} tenants, ${counts.configs} configurations, `}
      migration <code className="[overflow-wrap:anywhere]">{lastMigration}</code>
    </>
  );
  return { tone: state === 'ready' ? 'positive' : 'negative', title, detail } as const;
}
