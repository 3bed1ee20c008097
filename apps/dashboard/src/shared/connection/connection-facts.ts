import type { ConnectionState, RealtimeMetrics } from '@blunari/realtime';

export interface ConnectionFact {
  readonly label: string;
  readonly value: string;
}

/** @param timeOf an instant as the restaurant's clock shows it; null while its time zone is not known. */
export function connectionFacts(
  connection: ConnectionState,
  { roundTrip, commitToScreen, clock, losses }: RealtimeMetrics,
  timeOf: (ms: number) => string | null,
): readonly ConnectionFact[] {
  const since = 'since' in connection ? timeOf(connection.since) : null;
  const lostCount = Object.values(losses).reduce((sum, count) => sum + count, 0);
  const attempts = 'attempt' in connection ? connection.attempt : 0;
  return [
    ...fact('Since', since),
    ...fact('Last answer', roundTrip && `after ${Math.round(roundTrip.lastMs)} ms`),
    ...fact(
      'Change to screen',
      commitToScreen && clock && `${Math.round(commitToScreen.p50Ms)} ms ± ${Math.ceil(clock.errorMs)} ms`,
    ),
    ...fact('Attempts', attempts > 0 ? String(attempts) : null),
    ...fact('Interruptions', lostCount > 0 ? String(lostCount) : null),
  ];
}

const fact = (label: string, value: string | null): readonly ConnectionFact[] =>
  value === null ? [] : [{ label, value }];
