import type { TodayTotals } from '../../data/api-types.ts';
import { Kpi } from '@blunari/ui/kpi';
import { KpiChange } from '@blunari/ui/kpi-change';
import { KpiStrip } from '@blunari/ui/kpi-strip';
import { countBookings, takesSeats } from '../../shared/bookings/booking-counts.ts';
import { useBookings } from '../../shared/bookings/use-bookings.ts';
import { type Today, useToday } from '../../shared/place/use-today.ts';
import { useRequests } from '../../shared/requests/use-requests.ts';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { formatLength, formatTime } from '../../shared/time/local-time.ts';
import { useTotals } from '../../shared/widgets/use-widgets.ts';
import type { BookingRow } from '@blunari/schema/booking';
import type { RequestRow } from '@blunari/schema/catering';

export function TodayNumbers() {
  const today = useToday();
  const bookings = useBookings(today?.localDate);
  const requests = useRequests();
  const totals = useTotals();
  const failed = [bookings, requests, totals].find((query) => query.isError && !query.data);
  if (failed) return <FailedPanel what="Today’s numbers" error={failed.error} onRetry={() => void failed.refetch()} />;
  return (
    <KpiStrip label="Today">
      <BookingKpis rows={bookings.data} today={today} />
      <OpenRequestsKpi rows={requests.data} nowMs={today?.nowMs} />
      <ConversionKpi totals={totals.data} />
    </KpiStrip>
  );
}

/** Stands where a number will be: the strip keeps its size. */
const unknown = '–';

function BookingKpis({ rows, today }: { rows: readonly BookingRow[] | undefined; today: Today | undefined }) {
  const { parties, covers, toConfirm } = countBookings(rows ?? []);
  const next = rows?.find((row) => takesSeats[row.status] && Date.parse(row.startsAt) > (today?.nowMs ?? 0));
  return (
    <>
      <Kpi
        label="Covers today"
        value={rows ? String(covers) : unknown}
        comparison={
          rows && parties === 0 ? 'nobody booked yet' : rows && `${parties} ${parties === 1 ? 'party' : 'parties'}`
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

function ConversionKpi({ totals }: { totals: readonly TodayTotals[] | undefined }) {
  const views = totals?.reduce((sum, each) => sum + each.views, 0) ?? 0;
  const conversions = totals?.reduce((sum, each) => sum + each.conversions, 0) ?? 0;
  if (!totals || views === 0) {
    return <Kpi label="Conversion today" value={unknown} comparison={totals && 'no views yet today'} />;
  }
  const percent = new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format((conversions / views) * 100);
  return (
    <Kpi
      label="Conversion today"
      value={percent}
      unit="%"
      comparison={`${conversions} of ${views} ${views === 1 ? 'view' : 'views'}`}
    />
  );
}
