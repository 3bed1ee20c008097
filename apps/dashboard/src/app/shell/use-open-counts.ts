import { countBookings } from '../../shared/bookings/booking-counts.ts';
import { useBookings } from '../../shared/bookings/use-bookings.ts';
import { useToday } from '../../shared/place/use-today.ts';
import { useRequests } from '../../shared/requests/use-requests.ts';

/** The numbers beside the names in the rail. */
export function useOpenCounts(): { partiesToday: number; openRequests: number } {
  const today = useToday();
  const bookings = useBookings(today?.localDate);
  const requests = useRequests();
  return {
    partiesToday: countBookings(bookings.data ?? []).parties,
    openRequests: (requests.data ?? []).filter((row) => row.status === 'new').length,
  };
}
