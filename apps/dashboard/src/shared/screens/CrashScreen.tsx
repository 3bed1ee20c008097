import { Button } from '@blunari/ui/button';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { MessageScreen } from './MessageScreen.tsx';

/** A bug of ours ended the screen. What was typed is kept on this device and comes back with the next load. */
export function CrashScreen({ reset }: Pick<ErrorComponentProps, 'reset'>) {
  return (
    <MessageScreen
      title="This screen stopped working"
      action={
        <>
          <Button variant="filled" onPress={() => window.location.reload()}>
            Load again
          </Button>
          <Button onPress={reset}>Try without loading</Button>
        </>
      }
    >
      <p role="alert" className="m-0">
        The mistake is ours. Changes that were not saved yet are kept on this device.
      </p>
    </MessageScreen>
  );
}
