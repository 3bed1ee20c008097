import { IconButton } from '@blunari/ui/icon-button';
import { Play, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { CheckMark } from '../CheckMark.tsx';
import { formatGrowth, formatMs, partsOfMs } from '../format.ts';
import { figureOf } from '../report/figure-of.ts';
import type { ReportLine } from '../report/report.ts';
import type { RunState } from '../run/test-runner.ts';
import type { SourceKind } from '../source/test-source.ts';
import { type Summary, summarize } from '../statistics/summarize.ts';
import type { Check, Outcome } from './check.ts';
import { LimitBar } from './LimitBar.tsx';
import { markOf, remarkOf } from './mark-of.ts';
import { MemoryLine } from './MemoryLine.tsx';

export interface MeasuredRowProps {
  check: Check;
  state: RunState;
  kind: SourceKind;
  /** What came of it on the other source. */
  beside: ReportLine | undefined;
  onRun: () => void;
}

const cell = 'h-row border-0 border-b border-line pe-3 align-middle max-sm:py-2';
const number = `${cell} text-end font-mono whitespace-nowrap`;
const wide = 'hidden @3xl:table-cell';

/** One measurement: how it went, its numbers, and where to look when it was missed. */
export function MeasuredRow({ check, state, kind, beside, onRun }: MeasuredRowProps) {
  const outcome = state.outcomes[kind][check.id];
  const isCurrent = state.queue[0] === check.id;
  const summary =
    outcome?.kind === 'speed' ? outcome.summary : isCurrent ? summarize(state.progress?.values ?? []) : null;
  const samples = outcome?.kind === 'memory' ? outcome.samples : isCurrent ? (state.progress?.memory ?? []) : [];
  const remark = remarkOf(check, outcome, kind);
  return (
    <>
      <tr data-check={check.id} data-verdict={outcome?.verdict}>
        <td className={`${cell} w-7`}>
          <CheckMark state={markOf(check.id, state, outcome)} />
        </td>
        <th scope="row" className={`${cell} text-start font-regular`}>
          <span className="font-medium">{check.title}</span>
          <span className="ms-2.5 text-ink-3 max-sm:ms-0 max-sm:block">{check.detail}</span>
          <span className="block font-mono text-12 text-ink-3 empty:hidden @3xl:hidden">
            {narrowFigures(summary, kind, figureOf(beside))}
          </span>
        </th>
        <td className={`${number} ${wide} text-ink-2`}>{summary?.n}</td>
        <td className={`${number} ${wide}`}>{summary && <Ms value={summary.p50} />}</td>
        <td className={`${number} font-medium`}>
          {summary ? <Ms value={summary.p95} /> : <Growth outcome={outcome} />}
        </td>
        <td className={`${number} ${wide} text-ink-2`}>{summary && <Ms value={summary.max} />}</td>
        <td className={`${number} text-ink-2`}>{expectationOf(check)}</td>
        <td className={`${cell} ${wide} w-60 ps-5`}>
          {check.kind === 'memory' && <MemoryLine samples={samples} lengthMs={check.lengthMs} />}
          {check.kind === 'speed' && <LimitBar summary={summary} limitMs={check.limitMs} />}
        </td>
        <td className={`${number} ${wide} text-ink-3`}>{figureOf(beside)}</td>
        <td className={`${cell} w-8 pe-0`}>
          <IconButton
            size="sm"
            icon={outcome ? RotateCcw : Play}
            label={`${outcome ? 'Run again' : 'Run'}: ${check.title}`}
            isDisabled={state.queue.length > 0}
            onPress={onRun}
          />
        </td>
      </tr>
      {remark !== null && (
        <tr>
          <td colSpan={10} className="border-0 border-b border-line py-2 ps-7 text-13 text-ink-2">
            {remark}
          </td>
        </tr>
      )}
    </>
  );
}

/** What has a column of its own where there is room. */
function narrowFigures(summary: Summary | null, kind: SourceKind, besideWords: string): string {
  const own = summary ? [`n ${summary.n}`, `p50 ${formatMs(summary.p50)}`, `max ${formatMs(summary.max)}`] : [];
  const other = besideWords === '' ? [] : [`${kind === 'real' ? 'Mock' : 'Real'} ${besideWords}`];
  return [...own, ...other].join(', ');
}

function Ms({ value }: { value: number }): ReactNode {
  const { value: figure, unit } = partsOfMs(value);
  return (
    <>
      {figure}
      <span className="text-ink-3"> {unit}</span>
    </>
  );
}

function Growth({ outcome }: { outcome: Outcome | undefined }): ReactNode {
  return outcome?.kind === 'memory' && outcome.growth !== null ? formatGrowth(outcome.growth) : null;
}

function expectationOf(check: Check): ReactNode {
  if (check.kind === 'speed') return <Ms value={check.limitMs} />;
  if (check.kind !== 'memory') return null;
  return (
    <>
      {/* On a phone it would make the column wider than the page. */}
      <span className="max-sm:hidden">at most </span>
      {formatGrowth(check.limit)}
    </>
  );
}
