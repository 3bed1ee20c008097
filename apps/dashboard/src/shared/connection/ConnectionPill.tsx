import type { TopicStatus } from '@blunari/realtime';
import { useConnection, useRealtime } from '@blunari/realtime/react';
import { connectionWords, type ConnectionWords } from '@blunari/realtime/words';
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
  /** The line leads to a server in this page, and says so. Default: false. */
  readonly isSimulated?: boolean;
}

/** Whether what is on screen is current, and on press all that is known of it and what can be done. */
export function ConnectionPill({ topic, timeZone, onSignInAgain, isSimulated = false }: ConnectionPillProps) {
  const { retry } = useRealtime();
  const connection = useConnection();
  // Seconds show only while they count down to the next try.
  const isCounting = connection.status === 'reconnecting' && connection.retryAt !== null;
  const told = connectionWords(connection, topic, useNow(isCounting ? 1000 : null));
  const words = isSimulated ? simulated(told) : told;
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

/** A line to a server in this page is never called live; what a fault does to it is told as it would be of any line. */
function simulated(words: ConnectionWords): ConnectionWords {
  if (words.state !== 'live') return words;
  const meaning = 'The server is simulated in this tab. Changes appear here as they would from the real one.';
  return { ...words, label: 'Simulated', announcement: 'Simulated', meaning };
}
