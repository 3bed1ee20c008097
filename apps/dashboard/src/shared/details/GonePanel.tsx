import { Button } from '@blunari/ui/button';
import { appErrorOf } from '../../data/app-error-of.ts';

export interface GonePanelProps {
  what: 'booking' | 'request';
  onClose: () => void;
}

/** An address that names what is not there: asking again would not bring it. */
export function GonePanel({ what, onClose }: GonePanelProps) {
  return (
    <div role="alert" className="text-13">
      <p className="mt-0 mb-1 text-14 font-medium">This {what} is not here.</p>
      <p className="mt-0 mb-4 text-ink-2">It may have been removed, or the address is not complete.</p>
      <Button onPress={onClose}>Back to the list</Button>
    </div>
  );
}

/** The server has answered that there is no such thing. */
export function isGone(error: unknown): boolean {
  return error !== null && appErrorOf(error).code === 'not_found';
}
