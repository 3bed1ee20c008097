import { Button } from '@blunari/ui/button';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { MessageScreen } from './MessageScreen.tsx';
import { useIsOnline } from './use-is-online.ts';

/** A bug of ours ended the screen. What was typed is kept on this device and comes back with the next load. */
export function CrashScreen({ reset }: Pick<ErrorComponentProps, 'reset'>) {
  const isOnline = useIsOnline();
  return (
    <MessageScreen
      title="This screen stopped working"
      action={
        <>
          {/* Without a network a load would end on the browser's own page. */}
          <Button variant="filled" isDisabled={!isOnline} onPress={() => window.location.reload()}>
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
