import { Note } from '@blunari/ui/note';
import { allChecks } from '../checks/all-checks.ts';
import { CheckTable } from '../checks/CheckTable.tsx';
import { FeatureList } from '../checks/FeatureList.tsx';
import { besideOf } from '../report/pick-reports.ts';
import { RunBar } from './RunBar.tsx';
import type { TestDesk } from './use-test-desk.ts';

const measured = allChecks.filter(({ kind }) => kind !== 'feature');
const proven = allChecks.filter(({ kind }) => kind === 'feature');

/** Every check with its latest outcome, and how far a run is. */
export function RunTables({ desk: { source, runner, state, reports } }: { desk: TestDesk }) {
  const beside = besideOf(reports, source.kind);
  const table = { state, kind: source.kind, beside, onRun: (id: string) => void runner.run(source, [id]) };
  return (
    <>
      {state.problem !== null && (
        <Note tone="negative" isAlert className="mb-3">
          {state.problem}
        </Note>
      )}
      <RunBar state={state} checks={allChecks} />
      <CheckTable checks={measured} {...table} />
      <FeatureList checks={proven} {...table} />
    </>
  );
}
