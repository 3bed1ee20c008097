import { Button } from '@blunari/ui/button';
import { Note } from '@blunari/ui/note';
import { appErrorOf } from '../../data/app-error-of.ts';

export interface FailedPanelProps {
  /** What is missing, such as "The bookings". */
  what: string;
  error: unknown;
  onRetry: () => void;
}

/** Stands where a list would: what did not load, why, and the way on. */
export function FailedPanel({ what, error, onRetry }: FailedPanelProps) {
  return (
    <Note
      tone="negative"
      isAlert
      action={
        <Button size="sm" onPress={onRetry}>
          Try again
        </Button>
      }
    >
      <strong className="font-medium">{what} did not load.</strong> {appErrorOf(error).message}
    </Note>
  );
}
