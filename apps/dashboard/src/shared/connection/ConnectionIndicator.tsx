import { Button } from '@blunari/ui/button';
import { DescriptionList } from '@blunari/ui/description-list';
import { StatusPill } from '@blunari/ui/status-pill';
import { use, useSyncExternalStore } from 'react';
import { ButtonContext } from 'react-aria-components';
import { useServices } from '../../data/services-context.ts';
import { usePlace } from '../place/use-place.ts';
import { FeedContext } from '../../shared/tenant/feed-context.ts';
import { formatTime } from '../../shared/time/local-time.ts';
import { useNow } from '../../shared/time/use-now.ts';
import { connectionWords } from './connection-words.ts';

/** Whether what is on screen is current, in the same place on every screen. */
export function ConnectionIndicator() {
  const { getLine, roundTrips } = useServices();
  const line = getLine();
  const connection = useSyncExternalStore(line.onConnectionChange, line.getConnection);
  const roundTripMs = useSyncExternalStore(roundTrips.subscribe, roundTrips.getLatestMs);
  const topic = use(FeedContext);
  const nowMs = useNow(1000);
  const words = connectionWords(connection, topic, nowMs);
  const place = usePlace();
  const zone = place.data?.timeZone;
  const facts = [
    ...(connection.status === 'online' && zone !== undefined
      ? [{ label: 'Since', value: formatTime(connection.since, zone) }]
      : []),
    ...(roundTripMs === null ? [] : [{ label: 'Last answer', value: `after ${Math.round(roundTripMs)} ms` }]),
    ...('attempt' in connection && connection.attempt > 0
      ? [{ label: 'Attempts', value: String(connection.attempt) }]
      : []),
  ];
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
              {facts.length > 0 && <DescriptionList items={facts} />}
              {words.state !== 'live' && (
                <Button size="sm" onPress={line.retry} className="justify-self-start">
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
