import type { Cell, Table } from '../../csv.ts';
import type { Funnel, Steps } from '../funnel.ts';
import { rateCell } from './number-columns.ts';

/** One row a step, after one of all sessions; widget by widget. */
export function funnelTable(funnel: Funnel): Table {
  const hasCompared = funnel.some(({ compared }) => compared !== undefined);
  const columns = ['Sessions', 'Lost', 'Converted sessions', 'Conversion rate'];
  return {
    columns: ['Widget', 'Step', ...columns, ...(hasCompared ? columns.map((name) => `${name}, compared`) : [])],
    rows: funnel.flatMap(({ widget, now, compared }) => {
      const other = compared ? rowsOf(compared) : [];
      return rowsOf(now).map(([step, ...cells], index) => [
        widget,
        step,
        ...cells,
        ...(hasCompared ? (other[index] ?? [null, null, null, null, null]).slice(1) : []),
      ]);
    }),
  };
}

type StepRow = readonly [step: string, sessions: Cell, lost: Cell, converted: Cell, rate: Cell];

function rowsOf({ steps, ...all }: Steps): readonly StepRow[] {
  const first: StepRow = ['', all.sessions, null, all.convertedSessions, rateCell(all)];
  return [
    first,
    ...steps.map((step): StepRow => [step.step, step.sessions, step.lost, step.convertedSessions, rateCell(step)]),
  ];
}
