import type { Rollout } from '@blunari/schema/api';
import { type Batch, type BatchStatus, batchStatusWords } from '@blunari/schema/rollout';
import { Badge } from '@blunari/ui/badge';
import { type DataColumn, DataTable } from '@blunari/ui/data-table';
import { EmptyState } from '@blunari/ui/empty-state';
import { SectionHeader } from '@blunari/ui/section-header';
import { StatusDot } from '@blunari/ui/status-dot';
import { Button } from '@blunari/ui/button';
import { Link } from '@blunari/ui/link';
import { formatDay, formatTime, localDateAt } from '../../shared/time/local-time.ts';
import type { Ask } from './ask.ts';
import { WideTable } from './WideTable.tsx';
import { msWords, percentWords } from './number-words.ts';
import { countTenants, formatCount, formatPercent } from './rollout-steps.ts';

export interface BatchTableProps {
  rollout: Rollout;
  timeZone: string;
  nowMs: number;
  onAsk: (ask: Ask) => void;
}

/** Each batch with its numbers since it was begun, beside those of the tenants not moved. */
export function BatchTable({ rollout, timeZone, nowMs, onAsk }: BatchTableProps) {
  const { all, putIn, takenOut } = rollout.tenants;
  return (
    <section aria-labelledby="batches" className="mb-6">
      <SectionHeader
        id="batches"
        title="Batches"
        detail={byHandWords(putIn, takenOut)}
        end={<Link href="/platform/tenants">All {countTenants(all)}</Link>}
      />
      {rollout.batches.length === 0 ? (
        <NoBatches isAnybodyLeft={rollout.tenants.moved < all} onPlan={() => onAsk({ kind: 'plan' })} />
      ) : (
        <WideTable label="Batches with their numbers">
          <DataTable
            caption="Batches"
            columns={columnsOf(timeZone, nowMs)}
            rows={rollout.batches}
            rowKey={({ batch }) => String(batch)}
          />
        </WideTable>
      )}
    </section>
  );
}

function NoBatches({ isAnybodyLeft, onPlan }: { isAnybodyLeft: boolean; onPlan: () => void }) {
  if (!isAnybodyLeft) {
    return (
      <EmptyState drawing="list" title="Nobody is left to move">
        Every tenant has the new editor already.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      drawing="list"
      title="No batches are planned"
      action={
        <Button variant="filled" onPress={onPlan}>
          Plan batches
        </Button>
      }
    >
      A plan moves tenants a share at a time, and the rule watches each one.
    </EmptyState>
  );
}

function byHandWords(putIn: number, takenOut: number): string {
  const parts = [
    ...(putIn > 0 ? [`${countTenants(putIn)} put in by hand`] : []),
    ...(takenOut > 0 ? [`${countTenants(takenOut)} taken out by hand`] : []),
  ];
  return parts.join(', ');
}

function columnsOf(timeZone: string, nowMs: number): readonly DataColumn<Batch>[] {
  return [
    { id: 'batch', header: 'Batch', cell: ({ batch }) => <strong className="font-semibold">{batch}</strong> },
    { id: 'up-to', header: 'Up to', align: 'end', cell: ({ percent }) => formatPercent(percent) },
    { id: 'tenants', header: 'Tenants', align: 'end', cell: ({ tenants }) => formatCount(tenants) },
    {
      id: 'moved',
      header: 'Moved',
      isSecondary: true,
      cell: ({ startedAt }) => startedAt !== null && dayTime(startedAt, timeZone, nowMs),
    },
    {
      id: 'saves',
      header: 'Saves',
      align: 'end',
      isSecondary: true,
      cell: figure(({ saves }) => formatCount(saves.saves)),
    },
    {
      id: 'failed',
      header: 'Failed, new',
      align: 'end',
      cell: (batch) => isBegun(batch) && <Failed batch={batch} />,
    },
    {
      id: 'failed-earlier',
      header: 'Earlier',
      align: 'end',
      isSecondary: true,
      cell: figure(({ others }) => percentWords(others.errorPercent), true),
    },
    {
      id: 'p95',
      header: 'p95, new',
      align: 'end',
      isSecondary: true,
      cell: figure(({ saves }) => msWords(saves.p95Ms)),
    },
    {
      id: 'p95-earlier',
      header: 'Earlier',
      align: 'end',
      isSecondary: true,
      cell: figure(({ others }) => msWords(others.p95Ms), true),
    },
    { id: 'verdict', header: 'Verdict', cell: (batch) => <Verdict batch={batch} timeZone={timeZone} /> },
  ];
}

/** Numbers stand where a batch was begun. */
const figure = (words: (batch: Batch) => string, isQuiet = false) => {
  const cell = (batch: Batch) => isBegun(batch) && <span className={isQuiet ? 'text-ink-2' : ''}>{words(batch)}</span>;
  return cell;
};

const isBegun = ({ startedAt, status }: Batch): boolean => startedAt !== null && status !== 'planned';

function Failed({ batch: { saves, stop } }: { batch: Batch }) {
  const isBad = stop?.windows.some(({ faults }) => faults.some(({ measure }) => measure === 'errors')) === true;
  const words = percentWords(saves.errorPercent);
  return isBad ? <strong className="font-semibold text-negative">{words}</strong> : words;
}

function Verdict({ batch: { status, stop }, timeZone }: { batch: Batch; timeZone: string }) {
  const { name, meaning } = batchStatusWords[status];
  if (status === 'stopped') {
    return (
      <Badge tone="negative" mark="bar">
        {name}
        {/* A narrow table has no room for it; the reason below says it too. */}
        {stop && <span className="max-md:hidden">{` ${formatTime(stop.at, timeZone)}`}</span>}
      </Badge>
    );
  }
  return (
    <span title={meaning}>
      <StatusDot {...marks[status]}>{name}</StatusDot>
    </span>
  );
}

const marks = {
  planned: { tone: 'neutral', mark: 'dot' },
  running: { tone: 'positive', mark: 'half' },
  paused: { tone: 'caution', mark: 'ring' },
  stopped: { tone: 'negative', mark: 'bar' },
  done: { tone: 'positive', mark: 'dot' },
  rolled_back: { tone: 'caution', mark: 'cross' },
  aborted: { tone: 'neutral', mark: 'cross' },
} as const satisfies Record<BatchStatus, { tone: string; mark: string }>;

/** `Today 13:40`, `Wed 25 Nov 09:00`. */
export function dayTime(instant: string, timeZone: string, nowMs: number): string {
  const isToday = localDateAt(Date.parse(instant), timeZone) === localDateAt(nowMs, timeZone);
  return `${isToday ? 'Today' : formatDay(instant, timeZone, nowMs)} ${formatTime(instant, timeZone)}`;
}
