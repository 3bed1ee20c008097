import { Button } from '@blunari/ui/button';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { MessageScreen } from './MessageScreen.tsx';
import { MissingPartError } from './missing-part-error.ts';
import { useIsOnline } from './use-is-online.ts';

/** The screen could not be fetched, or a bug of ours ended it. What was typed is kept on this device and comes back with the next load. */
export function CrashScreen({ error, reset }: Pick<ErrorComponentProps, 'error' | 'reset'>) {
  const isOnline = useIsOnline();
  const isMissing = error instanceof MissingPartError;
  return (
    <MessageScreen
      title={isMissing ? 'This screen did not load' : 'This screen stopped working'}
      action={
        <>
          {/* Without a network a load would end on the browser's own page. */}
          <Button variant="filled" isDisabled={!isOnline} onPress={() => window.location.reload()}>
            Load again
          </Button>
          {!isMissing && <Button onPress={reset}>Try without loading</Button>}
        </>
      }
    >
      <p role="alert" className="m-0">
        {isMissing
          ? 'A file of it could not be fetched. Loading the page again fetches it anew.'
          : 'The mistake is ours.'}{' '}
        Changes that were not saved yet are kept on this device.
      </p>
    </MessageScreen>
  );
}
