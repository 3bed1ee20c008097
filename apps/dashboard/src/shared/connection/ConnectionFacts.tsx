import { useConnection, useMetrics } from '@blunari/realtime/react';
import { DescriptionList } from '@blunari/ui/description-list';
import { formatTime } from '../time/local-time.ts';
import { useNow } from '../time/use-now.ts';
import { connectionFacts } from './connection-facts.ts';

/** What is known of the line, for those who want to know. Rendered, and thus measured by the second, only when asked for. */
export function ConnectionFacts({ timeZone }: { readonly timeZone: string | undefined }) {
  const connection = useConnection();
  const metrics = useMetrics();
  const isCounting = 'retryAt' in connection && connection.retryAt !== null;
  const facts = connectionFacts(connection, metrics, {
    nowMs: useNow(isCounting ? 1000 : null),
    timeOf: (ms) => (timeZone === undefined ? null : formatTime(ms, timeZone)),
  });
  return facts.length > 0 && <DescriptionList items={facts} />;
}
