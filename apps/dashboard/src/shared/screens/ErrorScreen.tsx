import { Button } from '@blunari/ui/button';
import { MessageScreen } from './MessageScreen.tsx';

export interface ErrorScreenProps {
  message: string;
  onRetry: () => void;
}

export function ErrorScreen({ message, onRetry }: ErrorScreenProps) {
  return (
    <MessageScreen title="This did not load" action={<Button onPress={onRetry}>Try again</Button>}>
      <p role="alert" className="m-0">
        {message}
      </p>
    </MessageScreen>
  );
}
