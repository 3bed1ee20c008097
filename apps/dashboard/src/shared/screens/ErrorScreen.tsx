import { Button } from '@blunari/ui/button';
import { useEffect, useEffectEvent } from 'react';
import { MessageScreen } from './MessageScreen.tsx';

export interface ErrorScreenProps {
  message: string;
  onRetry: () => void;
}

/** Between two tries by itself. */
const retryEveryMs = 5000;

/** Nothing can be shown. It tries again by itself, and at once when the network is back. */
export function ErrorScreen({ message, onRetry }: ErrorScreenProps) {
  const retry = useEffectEvent(onRetry);
  useEffect(() => {
    const again = () => retry();
    const timer = setInterval(again, retryEveryMs);
    addEventListener('online', again);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }, []);
  return (
    <MessageScreen title="This did not load" action={<Button onPress={onRetry}>Try again</Button>}>
      <p role="alert" className="m-0">
        {message}
      </p>
    </MessageScreen>
  );
}
