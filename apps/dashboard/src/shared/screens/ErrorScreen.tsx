import { Button } from '@blunari/ui/button';
import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { MessageScreen } from './MessageScreen.tsx';

export interface ErrorScreenProps {
  message: string;
  onRetry: () => void;
  /** Other ways on, after trying again. */
  more?: ReactNode;
}

/** Between two tries by itself. */
const retryEveryMs = 5000;

/** Nothing can be shown. It tries again by itself, and at once when the network is back. */
export function ErrorScreen({ message, onRetry, more }: ErrorScreenProps) {
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
    <MessageScreen
      title="This did not load"
      action={
        <>
          <Button onPress={onRetry}>Try again</Button>
          {more}
        </>
      }
    >
      <p role="alert" className="m-0">
        {message}
      </p>
    </MessageScreen>
  );
}
