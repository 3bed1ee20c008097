import type { TopicStatus } from '@blunari/realtime';
import { useConnection, useRealtime } from '@blunari/realtime/react';
import { connectionWords } from '@blunari/realtime/words';
import { Button } from '@blunari/ui/button';
import { StatusPill } from '@blunari/ui/status-pill';
import { ButtonContext } from 'react-aria-components';
import { useNow } from '../time/use-now.ts';
import { ConnectionFacts } from './ConnectionFacts.tsx';

export interface ConnectionPillProps {
  /** How far the live feed of what is on screen is. */
  readonly topic: TopicStatus;
  /** Whose clock times are told by; undefined while that is not known. */
  readonly timeZone: string | undefined;
  readonly onSignInAgain: () => void;
}

/** Whether what is on screen is current, and on press all that is known of it and what can be done. */
export function ConnectionPill({ topic, timeZone, onSignInAgain }: ConnectionPillProps) {
  const { retry } = useRealtime();
  const connection = useConnection();
  // Seconds show only while they count down to the next try.
  const isCounting = connection.status === 'reconnecting' && connection.retryAt !== null;
  const words = connectionWords(connection, topic, useNow(isCounting ? 1000 : null));
  const isRefused = connection.status === 'unauthorized';
  return (
    // The button is called "Connection: Live"; those inside its popover keep their own names.
    <ButtonContext value={{ 'aria-label': `Connection: ${words.label}` }}>
      <StatusPill
        state={words.state}
        label={words.label}
        announcement={`Connection: ${words.announcement}`}
        detailLabel="Connection"
        detail={
          <ButtonContext value={null}>
            <div className="grid gap-3">
              <p className="m-0 text-pretty">{words.meaning}</p>
              <ConnectionFacts timeZone={timeZone} />
              <div className="flex gap-2 empty:hidden">
                {isRefused && (
                  <Button size="sm" variant="filled" onPress={onSignInAgain}>
                    Sign in again
                  </Button>
                )}
                {words.state !== 'live' && (
                  <Button size="sm" onPress={retry}>
                    Try now
                  </Button>
                )}
              </div>
            </div>
          </ButtonContext>
        }
      />
    </ButtonContext>
  );
}
