import type { BookingStatus } from '@blunari/schema/booking';
import { Badge } from '@blunari/ui/badge';
import type { MarkShape } from '@blunari/ui/mark';
import { StatusDot } from '@blunari/ui/status-dot';
import type { Tone } from '@blunari/ui/tone';

/** The normal state is a dot and a word; only what needs attention gets a badge. */
export function BookingStatusMark({ status }: { status: BookingStatus }) {
  const { label, tone, mark, isException } = looks[status];
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

interface StatusLook {
  label: string;
  tone: Tone;
  mark: MarkShape;
  isException: boolean;
}

const looks = {
  pending: { label: 'To confirm', tone: 'caution', mark: 'ring', isException: true },
  confirmed: { label: 'Confirmed', tone: 'positive', mark: 'dot', isException: false },
  seated: { label: 'Seated', tone: 'accent', mark: 'half', isException: true },
  completed: { label: 'Left', tone: 'neutral', mark: 'dot', isException: false },
  cancelled: { label: 'Cancelled', tone: 'neutral', mark: 'cross', isException: true },
  no_show: { label: 'No-show', tone: 'negative', mark: 'bar', isException: true },
  declined: { label: 'Declined', tone: 'neutral', mark: 'cross', isException: true },
  expired: { label: 'Expired', tone: 'neutral', mark: 'dot', isException: false },
} as const satisfies Record<BookingStatus, StatusLook>;
