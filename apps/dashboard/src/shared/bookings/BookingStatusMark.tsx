import type { BookingStatus } from '@blunari/schema/booking';
import { StatusMark } from '../status/StatusMark.tsx';
import { bookingStatusLooks } from './booking-status-looks.ts';

export function BookingStatusMark({ status }: { status: BookingStatus }) {
  return <StatusMark look={bookingStatusLooks[status]} />;
}
