import { Badge } from '@blunari/ui/badge';
import type { MarkShape } from '@blunari/ui/mark';
import { StatusDot } from '@blunari/ui/status-dot';
import type { Tone } from '@blunari/ui/tone';

/** The word for a status, and how it looks. */
export interface StatusLook {
  label: string;
  tone: Tone;
  mark: MarkShape;
  isException: boolean;
}

/** The normal state is a dot and a word; only what needs attention gets a badge. */
export function StatusMark({ look: { label, tone, mark, isException } }: { look: StatusLook }) {
  const Shape = isException ? Badge : StatusDot;
  return (
    <Shape tone={tone} mark={mark}>
      {label}
    </Shape>
  );
}
