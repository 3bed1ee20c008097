import { useQuery } from '@tanstack/react-query';
import { SidePanel } from '@blunari/ui/side-panel';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { useServices } from '../../data/services-context.ts';
import { GonePanel, isGone } from '../details/GonePanel.tsx';
import { useLastOpen } from '../details/use-last-open.ts';
import { usePlace } from '../place/use-place.ts';
import { useToday } from '../place/use-today.ts';
import { FailedPanel } from '../screens/FailedPanel.tsx';
import { BookingFacts } from './BookingFacts.tsx';
import { BookingStatusMark } from './BookingStatusMark.tsx';

export interface BookingPanelProps {
  openId: string | undefined;
  onClose: () => void;
}

/** One booking: what the guest asked for, how to reach them, and what happened. */
export function BookingPanel({ openId, onClose }: BookingPanelProps) {
  const { trpc } = useServices();
  const shownId = useLastOpen(openId);
  const booking = useQuery(
    trpc.bookings.get.queryOptions({ bookingId: shownId ?? '' }, { enabled: shownId !== undefined }),
  );
  const place = usePlace();
  const today = useToday();
  const failed = place.isError && !place.data ? place : booking.isError && !booking.data ? booking : null;
  return (
    <SidePanel
      openKey={openId}
      onClose={onClose}
      title={booking.data?.guestName ?? 'Booking'}
      closeLabel="Close"
      headEnd={booking.data && <BookingStatusMark status={booking.data.status} />}
    >
      {isGone(booking.error) ? (
        <GonePanel what="booking" onClose={onClose} />
      ) : failed ? (
        <FailedPanel what="The booking" error={failed.error} onRetry={() => void failed.refetch()} />
      ) : !booking.data || !today ? (
        <SkeletonRows label="The booking is on its way" rows={6} />
      ) : (
        <BookingFacts booking={booking.data} today={today} />
      )}
    </SidePanel>
  );
}
