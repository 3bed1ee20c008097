import { useConnection, useRealtime } from '@blunari/realtime/react';
import { connectionWords, type ConnectionWords } from '@blunari/realtime/words';
import { Button } from '@blunari/ui/button';
import { StatusPill } from '@blunari/ui/status-pill';
import { use } from 'react';
import { ButtonContext } from 'react-aria-components';
import { FeedContext } from '../../shared/tenant/feed-context.ts';
import { useNow } from '../../shared/time/use-now.ts';
import { useMock } from '../mock-mode/use-mock.ts';
import { ConnectionFacts } from './ConnectionFacts.tsx';

/** Whether what is on screen is current, in the same place on every screen. */
export function ConnectionIndicator() {
  const { retry } = useRealtime();
  const connection = useConnection();
  const topic = use(FeedContext);
  const nowMs = useNow(1000);
  const words = simulated(useMock() !== null, connectionWords(connection, topic, nowMs));
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
              <p className="m-0">{words.meaning}</p>
              <ConnectionFacts />
              {words.state !== 'live' && (
                <Button size="sm" onPress={retry} className="justify-self-start">
                  Try now
                </Button>
              )}
            </div>
          </ButtonContext>
        }
      />
    </ButtonContext>
  );
}

/** A line to a server in this page is never called live; what a fault does to it is told as it would be of any line. */
function simulated(isMock: boolean, words: ConnectionWords): ConnectionWords {
  if (!isMock || words.state !== 'live') return words;
  const meaning = 'The server is simulated in this tab. Changes appear here as they would from the real one.';
  return { ...words, label: 'Simulated', announcement: 'Simulated', meaning };
}
