import { EmptyState } from '@blunari/ui/empty-state';
import { Link } from '@blunari/ui/link';
import { SectionHeader } from '@blunari/ui/section-header';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { BookingTable } from '../../shared/bookings/BookingTable.tsx';
import { takesSeats } from '../../shared/bookings/booking-counts.ts';
import { useBookings } from '../../shared/bookings/use-bookings.ts';
import type { OpenDetails } from '../../shared/details/use-open-details.ts';
import { useToday } from '../../shared/place/use-today.ts';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { useTenant } from '../../shared/tenant/tenant-context.ts';

const shownRows = 8;

export function NextToArrive({ details }: { details: OpenDetails }) {
  const { tenant } = useTenant();
  const today = useToday();
  const bookings = useBookings(today?.localDate);
  const rows = bookings.data;
  const upcoming = rows?.filter((row) => takesSeats[row.status] && isStillExpected(row.startsAt, today?.nowMs ?? 0));
  return (
    <section aria-labelledby="next-to-arrive">
      <SectionHeader
        id="next-to-arrive"
        title="Next to arrive"
        end={
          <Link href={`/${tenant.slug}/bookings`}>
            {rows && rows.length > 0 ? `All ${rows.length}` : 'All bookings'}
          </Link>
        }
      />
      {bookings.isError && !rows ? (
        <FailedPanel what="The bookings" error={bookings.error} onRetry={() => void bookings.refetch()} />
      ) : !upcoming || !today ? (
        <SkeletonRows label="The bookings are on their way" rows={4} />
      ) : upcoming.length === 0 ? (
        <EmptyState drawing="list" title={rows?.length ? 'Nobody else is expected today.' : 'No bookings yet today.'}>
          New ones appear by themselves.
        </EmptyState>
      ) : (
        <BookingTable
          caption="Next to arrive"
          rows={upcoming.slice(0, shownRows)}
          timeZone={today.timeZone}
          openId={details.openId}
          onOpen={details.open}
        />
      )}
    </section>
  );
}

/** Guests are late now and then: a booking stays on the list for a quarter of an hour. */
function isStillExpected(startsAt: string, nowMs: number): boolean {
  return Date.parse(startsAt) > nowMs - 15 * 60_000;
}
