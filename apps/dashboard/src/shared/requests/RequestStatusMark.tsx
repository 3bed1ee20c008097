import type { RequestRow } from '@blunari/schema/catering';
import { Badge } from '@blunari/ui/badge';
import type { MarkShape } from '@blunari/ui/mark';
import { StatusDot } from '@blunari/ui/status-dot';
import type { Tone } from '@blunari/ui/tone';

export function RequestStatusMark({ status }: { status: RequestRow['status'] }) {
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
  new: { label: 'New', tone: 'caution', mark: 'ring', isException: true },
  quoted: { label: 'Quoted', tone: 'accent', mark: 'ring', isException: false },
  accepted: { label: 'Accepted', tone: 'positive', mark: 'dot', isException: false },
  declined: { label: 'Declined', tone: 'neutral', mark: 'cross', isException: true },
  expired: { label: 'Expired', tone: 'neutral', mark: 'dot', isException: false },
  withdrawn: { label: 'Withdrawn', tone: 'neutral', mark: 'cross', isException: true },
  completed: { label: 'Completed', tone: 'neutral', mark: 'dot', isException: false },
} as const satisfies Record<RequestRow['status'], StatusLook>;
