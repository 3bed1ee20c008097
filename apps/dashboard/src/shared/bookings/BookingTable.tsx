import type { BookingRow } from '@blunari/schema/booking';
import { type DataColumn, DataTable } from '@blunari/ui/data-table';
import { RowButton } from '@blunari/ui/row-button';
import { useFreshRows } from '../../data/use-fresh-rows.ts';
import { formatTime } from '../time/local-time.ts';
import { BookingStatusMark } from './BookingStatusMark.tsx';
import { takesSeats } from './booking-counts.ts';
import { bookingSources } from './booking-sources.ts';

export interface BookingTableProps {
  caption: string;
  rows: readonly BookingRow[];
  timeZone: string;
  /** The row whose details are open. */
  openId: string | undefined;
  onOpen: (bookingId: string) => void;
}

/** Bookings in the order they are given; those that arrive by themselves show it. */
export function BookingTable({ caption, rows, timeZone, openId, onOpen }: BookingTableProps) {
  const fresh = useFreshRows();
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.id}
      freshKeys={fresh}
      selectedKey={openId}
      columns={bookingColumns(timeZone, openId, onOpen)}
    />
  );
}

function Time({ row, timeZone }: { row: BookingRow; timeZone: string }) {
  return (
    <time dateTime={row.startsAt} className="font-medium">
      {formatTime(row.startsAt, timeZone)}
    </time>
  );
}

function bookingColumns(
  timeZone: string,
  openId: string | undefined,
  onOpen: BookingTableProps['onOpen'],
): readonly DataColumn<BookingRow>[] {
  return [
    { id: 'time', header: 'Time', width: '64px', cell: (row) => <Time row={row} timeZone={timeZone} /> },
    { id: 'party', header: 'Party', align: 'end', width: '56px', cell: (row) => row.partySize },
    {
      id: 'guest',
      header: 'Guest',
      isRowHeader: true,
      cell: (row) => (
        <RowButton label={`Open ${row.guestName}'s booking`} isOpen={row.id === openId} onPress={() => onOpen(row.id)}>
          <bdi
            className={
              takesSeats[row.status] ? 'block max-w-60 truncate' : 'block max-w-60 truncate text-ink-3 line-through'
            }
          >
            {row.guestName}
          </bdi>
        </RowButton>
      ),
    },
    {
      id: 'reference',
      header: 'Reference',
      isSecondary: true,
      cell: (row) => (
        <code className="text-12 text-ink-2">
          <bdi>{row.reference}</bdi>
        </code>
      ),
    },
    {
      id: 'source',
      header: 'Came from',
      isSecondary: true,
      cell: (row) => <span className="text-ink-2">{bookingSources[row.source]}</span>,
    },
    { id: 'status', header: 'Status', width: '128px', cell: (row) => <BookingStatusMark status={row.status} /> },
  ];
}
