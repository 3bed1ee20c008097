import { StatusDot } from '@blunari/ui/status-dot';
import { useMock } from '../../shared/mock-mode/use-mock.ts';
import { formatTime } from '../../shared/time/local-time.ts';

export interface FreshnessProps {
  /** When the last answer came, Unix ms; 0 before the first. */
  atMs: number;
  /** The last question got no answer. */
  isFailing: boolean;
  timeZone: string;
}

/** Whether what stands here is what is: a number that is old says so, and so does one that is made up. */
export function Freshness({ atMs, isFailing, timeZone }: FreshnessProps) {
  const isSimulated = useMock() !== null;
  if (atMs === 0) return null;
  return isFailing ? (
    <StatusDot tone="caution" mark="ring">
      Not updated since {formatTime(atMs, timeZone)}
    </StatusDot>
  ) : (
    <StatusDot>{isSimulated ? 'Simulated' : 'Live'}</StatusDot>
  );
}
