import { LoaderCircle } from 'lucide-react';
import { Icon } from '../icon/Icon.tsx';

export interface SpinnerProps {
  /** What is being waited for; leave it out where visible words beside it say so. */
  label?: string;
  size?: number;
  strokeWidth?: number;
}

/** A turning arc for a control at work. Never for a page: that shows a Skeleton. */
export function Spinner({ label, size = 16, strokeWidth = 1.75 }: SpinnerProps) {
  const arc = <Icon of={LoaderCircle} size={size} strokeWidth={strokeWidth} className="spin" />;
  if (label === undefined) return arc;
  return (
    <span className="inline-flex">
      {arc}
      <span className="sr-only">{label}</span>
    </span>
  );
}
