import type { RequestRow } from '@blunari/schema/catering';
import { formatMoney } from '@blunari/schema/money';
import { type DataColumn, DataTable } from '@blunari/ui/data-table';
import { EmptyState } from '@blunari/ui/empty-state';
import { Page } from '@blunari/ui/page';
import { RowButton } from '@blunari/ui/row-button';
import { SegmentedControl } from '@blunari/ui/segmented-control';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { WithPanel } from '@blunari/ui/with-panel';
import { type ReactNode, useState } from 'react';
import { useFreshRows } from '../../data/use-fresh-rows.ts';
import { useOpenDetails } from '../../shared/details/use-open-details.ts';
import { type Today, useToday } from '../../shared/place/use-today.ts';
import { openRequestLabel } from '../../shared/requests/open-request-label.ts';
import { RequestPanel } from '../../shared/requests/RequestPanel.tsx';
import { RequestStatusMark } from '../../shared/requests/RequestStatusMark.tsx';
import { useRequests } from '../../shared/requests/use-requests.ts';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { ScreenTop } from '../../shared/screens/ScreenTop.tsx';
import { useTitle } from '../../shared/screens/use-title.ts';
import { formatDay, formatLength, formatTime } from '../../shared/time/local-time.ts';

type Shown = 'all' | 'new';

/** Catering requests, newest first. */
export function RequestsPage() {
  const requests = useRequests();
  const today = useToday();
  const [shown, setShown] = useState<Shown>('all');
  const details = useOpenDetails('request');
  useTitle('Requests');
  const rows = requests.data;
  const open = rows?.filter((row) => row.status === 'new') ?? [];
  const oldest = open.at(-1);
  const waits = oldest && today ? formatLength(today.nowMs - Date.parse(oldest.createdAt)) : null;
  const summary = waits === null ? undefined : `${open.length} new, the oldest waits ${waits}`;
  return (
    <>
      <ScreenTop title="Requests" {...(summary === undefined || waits === 'now' ? {} : { detail: summary })} />
      <WithPanel panel={<RequestPanel openId={details.openId} onClose={details.close} />}>
        <Page>
          {requests.isError && !rows ? (
            <FailedPanel what="The requests" error={requests.error} onRetry={() => void requests.refetch()} />
          ) : !rows || !today ? (
            <SkeletonRows label="The requests are on their way" rows={8} />
          ) : rows.length === 0 ? (
            <EmptyState drawing="list" title="Nobody has asked for catering yet.">
              Requests appear here the moment they are sent.
            </EmptyState>
          ) : (
            <>
              <SegmentedControl
                label="Which requests"
                value={shown}
                onChange={setShown}
                className="mb-3"
                segments={[
                  { value: 'all', label: 'All', count: rows.length },
                  { value: 'new', label: 'New', count: open.length },
                ]}
              />
              <RequestTable
                rows={shown === 'new' ? open : rows}
                today={today}
                openId={details.openId}
                onOpen={details.open}
              />
            </>
          )}
        </Page>
      </WithPanel>
    </>
  );
}

interface RequestTableProps {
  rows: readonly RequestRow[];
  today: Today;
  openId: string | undefined;
  onOpen: (requestId: string) => void;
}

function RequestTable({ rows, today, openId, onOpen }: RequestTableProps) {
  const fresh = useFreshRows();
  return (
    <DataTable
      caption="Catering requests"
      rows={rows}
      rowKey={(row) => row.id}
      freshKeys={fresh}
      selectedKey={openId}
      columns={requestColumns(today, openId, onOpen)}
    />
  );
}

function Lines({ first, second }: { first: ReactNode; second: string }) {
  return (
    <span className="block max-w-60 py-2">
      <span className="block font-medium">{first}</span>
      <span className="block truncate text-12 text-ink-3">{second}</span>
    </span>
  );
}

function requestColumns(
  { timeZone, nowMs }: Today,
  openId: string | undefined,
  onOpen: RequestTableProps['onOpen'],
): readonly DataColumn<RequestRow>[] {
  return [
    {
      id: 'from',
      header: 'From',
      isRowHeader: true,
      cell: (row) => (
        <Lines
          first={
            <RowButton label={openRequestLabel(row)} isOpen={row.id === openId} onPress={() => onOpen(row.id)}>
              <bdi className="block truncate">{row.company || row.contactName}</bdi>
            </RowButton>
          }
          second={`${row.guests} guests, ${row.packageName}`}
        />
      ),
    },
    {
      id: 'event',
      header: 'Event',
      cell: ({ eventAt }) => (
        <Lines first={formatDay(eventAt, timeZone, nowMs)} second={formatTime(eventAt, timeZone)} />
      ),
    },
    {
      id: 'total',
      header: 'Estimate',
      align: 'end',
      isSecondary: true,
      cell: ({ totalMinor, currency }) => (
        <span className="font-medium">{formatMoney(totalMinor, currency, 'en')}</span>
      ),
    },
    {
      id: 'reference',
      header: 'Reference',
      isSecondary: true,
      cell: ({ reference }) => (
        <code className="text-12 text-ink-2">
          <bdi>{reference}</bdi>
        </code>
      ),
    },
    {
      id: 'waits',
      header: 'Waits',
      isSecondary: true,
      cell: ({ status, createdAt }) => (
        <span className="text-ink-2">{status === 'new' ? formatLength(nowMs - Date.parse(createdAt)) : ''}</span>
      ),
    },
    { id: 'state', header: 'State', width: '112px', cell: ({ status }) => <RequestStatusMark status={status} /> },
  ];
}
