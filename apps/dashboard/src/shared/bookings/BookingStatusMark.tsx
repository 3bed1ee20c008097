import type { BookingStatus } from '@blunari/schema/booking';
import { Badge } from '@blunari/ui/badge';
import { StatusDot } from '@blunari/ui/status-dot';
import { bookingStatusLooks } from './booking-status-looks.ts';

/** The normal state is a dot and a word; only what needs attention gets a badge. */
export function BookingStatusMark({ status }: { status: BookingStatus }) {
  const { label, tone, mark, isException } = bookingStatusLooks[status];
  if (!isException) {
    return (
      <StatusDot tone={tone} mark={mark}>
        {label}
      </StatusDot>
    );
  }
  return (
    <Badge tone={tone} mark={mark}>
      {label}
    </Badge>
  );
}
