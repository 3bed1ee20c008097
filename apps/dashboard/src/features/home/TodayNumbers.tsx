import { addDays } from '@blunari/schema/calendar';
import { Kpi } from '@blunari/ui/kpi';
import { KpiChange } from '@blunari/ui/kpi-change';
import { KpiStrip } from '@blunari/ui/kpi-strip';
import { countBookings, takesSeats } from '../../shared/bookings/booking-counts.ts';
import { useBookings } from '../../shared/bookings/use-bookings.ts';
import { type Today, useToday } from '../../shared/place/use-today.ts';
import { useRequests } from '../../shared/requests/use-requests.ts';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { formatLength, formatTime, formatWeekday } from '../../shared/time/local-time.ts';
import { useTotals } from '../../shared/widgets/use-widgets.ts';
import { Comparison } from './Comparison.tsx';
import { ConversionKpi } from './ConversionKpi.tsx';
import { compareCounts } from './since-last-week.ts';
import type { BookingRow } from '@blunari/schema/booking';
import type { RequestRow } from '@blunari/schema/catering';

export function TodayNumbers() {
  const today = useToday();
  const bookings = useBookings(today?.localDate);
  const lastWeek = useBookings(today && addDays(today.localDate, -7));
  const requests = useRequests();
  const totals = useTotals();
  const failed = [bookings, requests, totals].find((query) => query.isError && !query.data);
  if (failed) return <FailedPanel what="Today’s numbers" error={failed.error} onRetry={() => void failed.refetch()} />;
  return (
    <KpiStrip label="Today">
      <BookingKpis rows={bookings.data} lastWeek={lastWeek.data} today={today} />
      <OpenRequestsKpi rows={requests.data} nowMs={today?.nowMs} />
      <ConversionKpi today={today} />
    </KpiStrip>
  );
}

/** Stands where a number will be: the strip keeps its size. */
const unknown = '–';

interface BookingKpisProps {
  rows: readonly BookingRow[] | undefined;
  /** Bookings of the same weekday a week ago. */
  lastWeek: readonly BookingRow[] | undefined;
  today: Today | undefined;
}

function BookingKpis({ rows, lastWeek, today }: BookingKpisProps) {
  const { parties, covers, toConfirm } = countBookings(rows ?? []);
  const before = lastWeek && countBookings(lastWeek).covers;
  const since = today ? compareCounts(covers, before, formatWeekday(today.localDate)) : null;
  const next = rows?.find((row) => takesSeats[row.status] && Date.parse(row.startsAt) > (today?.nowMs ?? 0));
  return (
    <>
      <Kpi
        label="Covers today"
        value={rows ? String(covers) : unknown}
        comparison={
          rows && (
            <>
              {parties === 0 ? 'nobody booked yet' : `${parties} ${parties === 1 ? 'party' : 'parties'}`}
              <Comparison since={since} />
            </>
          )
        }
      />
      <Kpi
        label="Bookings today"
        value={rows ? String(parties) : unknown}
        comparison={
          toConfirm > 0 ? (
            <KpiChange tone="negative">{toConfirm} to confirm</KpiChange>
          ) : next && today ? (
            `next at ${formatTime(next.startsAt, today.timeZone)}`
          ) : (
            rows && 'none still to come'
          )
        }
      />
    </>
  );
}

function OpenRequestsKpi({ rows, nowMs }: { rows: readonly RequestRow[] | undefined; nowMs: number | undefined }) {
  const open = rows?.filter((row) => row.status === 'new');
  const oldest = open?.at(-1);
  const waits = oldest && nowMs !== undefined ? formatLength(nowMs - Date.parse(oldest.createdAt)) : null;
  return (
    <Kpi
      label="Open requests"
      value={open ? String(open.length) : unknown}
      comparison={
        waits === null ? open && 'all answered' : waits === 'now' ? 'came in just now' : `oldest waits ${waits}`
      }
    />
  );
}
