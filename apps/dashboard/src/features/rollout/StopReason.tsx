import type { Failures, Rollout } from '@blunari/schema/api';
import type { Comparison, JudgedWindow } from '@blunari/schema/rollout';
import { Button } from '@blunari/ui/button';
import { Link } from '@blunari/ui/link';
import { type DataColumn, DataTable } from '@blunari/ui/data-table';
import { formatTime } from '../../shared/time/local-time.ts';
import type { Ask } from './ask.ts';
import { msWords, percentWords } from './number-words.ts';
import { currentBatchOf, formatCount, formatPercent } from './rollout-steps.ts';
import { WideTable } from './WideTable.tsx';
import { comparedSide, stopReason } from './stop-words.ts';

export interface StopReasonProps {
  rollout: Rollout;
  failures: Failures | undefined;
  timeZone: string;
  onAsk: (ask: Ask) => void;
  onShowFailures: () => void;
}

/** Why a batch was stopped: the windows beside what they were held against. Nothing where none is stopped. */
export function StopReason({ rollout, failures, timeZone, onAsk, onShowFailures }: StopReasonProps) {
  const current = currentBatchOf(rollout);
  if (current?.status !== 'stopped' || !current.stop) return null;
  const { batch, stop } = current;
  const before = rollout.batches.find((each) => each.batch === batch - 1);
  return (
    <section
      aria-label={`Why batch ${batch} was stopped`}
      className="mb-6 rounded-lg bg-negative-soft px-4 py-3 text-13 edge"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h3 className="m-0 min-w-0 flex-1 basis-72 text-13 font-semibold">{stopReason(stop.windows, rollout.rule)}</h3>
        <Button size="sm" onPress={() => onAsk({ kind: 'back', toBatch: batch - 1 })}>
          Move batch {batch} back to {formatPercent(before?.percent ?? 0)}
        </Button>
      </div>
      <div className="my-1 [&_td]:bg-transparent [&_th]:bg-transparent">
        <WideTable label="Windows with their numbers">
          <DataTable
            caption={`Windows that stopped batch ${batch}`}
            columns={columnsOf(batch, comparedSide(stop.windows), timeZone)}
            rows={stop.windows}
            rowKey={({ from }) => from}
          />
        </WideTable>
      </div>
      <FailureWords failures={failures} onShow={onShowFailures} />
    </section>
  );
}

function columnsOf(batch: number, side: Comparison, timeZone: string): readonly DataColumn<JudgedWindow>[] {
  const sideName = side === 'others' ? 'Others' : 'Before';
  return [
    {
      id: 'window',
      header: 'Window',
      isRowHeader: true,
      cell: ({ from, to }) => `${formatTime(from, timeZone)} to ${formatTime(to, timeZone)}`,
    },
    { id: 'saves', header: `Saves, batch ${batch}`, align: 'end', cell: (window) => formatCount(window.batch.saves) },
    {
      id: 'failed',
      header: 'Failed',
      align: 'end',
      cell: (window) => <Figure words={percentWords(window.batch.errorPercent)} isBad={isFault(window, 'errors')} />,
    },
    {
      id: 'failed-others',
      header: sideName,
      align: 'end',
      cell: (window) => percentWords(window[side]?.errorPercent),
    },
    {
      id: 'failed-limit',
      header: 'Limit',
      align: 'end',
      cell: (window) => percentWords(window[side]?.errorLimitPercent),
    },
    {
      id: 'p95',
      header: `p95, batch ${batch}`,
      align: 'end',
      cell: (window) => <Figure words={msWords(window.batch.p95Ms)} isBad={isFault(window, 'p95')} />,
    },
    { id: 'p95-others', header: sideName, align: 'end', cell: (window) => msWords(window[side]?.p95Ms) },
    { id: 'p95-limit', header: 'Limit', align: 'end', cell: (window) => msWords(window[side]?.p95LimitMs) },
  ];
}

const isFault = ({ faults }: JudgedWindow, measure: 'errors' | 'p95') =>
  faults.some((fault) => fault.measure === measure);

function Figure({ words, isBad }: { words: string; isBad: boolean }) {
  return isBad ? <strong className="font-semibold text-negative">{words}</strong> : words;
}

function FailureWords({ failures, onShow }: { failures: Failures | undefined; onShow: () => void }) {
  const [first] = failures?.failures ?? [];
  if (!failures || !first) return null;
  const all = failures.failures.reduce((sum, { saves }) => sum + saves, 0);
  const from = first.tenants.length === 1 ? '1 tenant' : `${first.tenants.length} tenants`;
  return (
    <p className="m-0">
      {first.saves} of the {all} failures are one message, from {from}: “{first.message.replace(/\.$/, '')}”.{' '}
      <Link variant="inline" onPress={onShow}>
        Show the failures
      </Link>
    </p>
  );
}
