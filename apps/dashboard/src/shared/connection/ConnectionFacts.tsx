import { useConnection, useMetrics } from '@blunari/realtime/react';
import { DescriptionList } from '@blunari/ui/description-list';
import { usePlace } from '../place/use-place.ts';
import { formatTime } from '../time/local-time.ts';
import { connectionFacts } from './connection-facts.ts';

/** What is known of the line, for those who want to know. Rendered, and thus measured by the second, only when asked for. */
export function ConnectionFacts() {
  const connection = useConnection();
  const metrics = useMetrics();
  const zone = usePlace().data?.timeZone;
  const facts = connectionFacts(connection, metrics, (ms) => (zone === undefined ? null : formatTime(ms, zone)));
  return facts.length > 0 && <DescriptionList items={facts} />;
}
