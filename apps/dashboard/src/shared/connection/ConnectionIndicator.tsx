import { useConnection, useRealtime } from '@blunari/realtime/react';
import { connectionWords } from '@blunari/realtime/words';
import { Button } from '@blunari/ui/button';
import { StatusPill } from '@blunari/ui/status-pill';
import { use } from 'react';
import { ButtonContext } from 'react-aria-components';
import { FeedContext } from '../../shared/tenant/feed-context.ts';
import { useNow } from '../../shared/time/use-now.ts';
import { ConnectionFacts } from './ConnectionFacts.tsx';

/** Whether what is on screen is current, in the same place on every screen. */
export function ConnectionIndicator() {
  const { retry } = useRealtime();
  const connection = useConnection();
  const topic = use(FeedContext);
  const nowMs = useNow(1000);
  const words = connectionWords(connection, topic, nowMs);
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
