import { Button } from '@blunari/ui/button';
import { useEffect, useEffectEvent } from 'react';
import { useMock } from '../../../shared/mock-mode/use-mock.ts';

/** In the place of a preview that did not load. It is tried again by itself when what kept it away may be over. */
export function NotLoaded({ onRetry }: { onRetry: () => void }) {
  const mock = useMock();
  const retry = useEffectEvent(onRetry);
  useEffect(() => {
    const again = () => retry();
    addEventListener('online', again);
    const unsubscribe = mock?.faults.subscribe(again);
    return () => {
      removeEventListener('online', again);
      unsubscribe?.();
    };
  }, [mock]);
  return (
    <div
      role="alert"
      className="grid place-content-center justify-items-center gap-3 p-6 text-center text-13 text-ink-2"
    >
      <p className="m-0">The preview did not load. Your changes are saved all the same.</p>
      <Button size="sm" onPress={onRetry}>
        Try again
      </Button>
    </div>
  );
}
