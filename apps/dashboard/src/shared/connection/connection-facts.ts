import type { ConnectionState, RealtimeMetrics } from '@blunari/realtime';

export interface ConnectionFact {
  readonly label: string;
  readonly value: string;
}

export interface FactsClock {
  /** Unix ms. */
  readonly nowMs: number;
  /** An instant as the restaurant's clock shows it; null while its time zone is not known. */
  readonly timeOf: (ms: number) => string | null;
}

/** Only what is known, and only what matters now: tries are counted while there is no line, not after. */
export function connectionFacts(
  connection: ConnectionState,
  { roundTrip, commitToScreen, clock, losses }: RealtimeMetrics,
  { nowMs, timeOf }: FactsClock,
): readonly ConnectionFact[] {
  const since = 'since' in connection ? timeOf(connection.since) : null;
  const lostCount = Object.values(losses).reduce((sum, count) => sum + count, 0);
  return [
    ...fact('Since', since),
    ...('retryAt' in connection ? tries(connection, nowMs) : []),
    ...fact('Last answer', roundTrip && `after ${Math.round(roundTrip.lastMs)} ms`),
    ...fact(
      'Change to screen',
      commitToScreen && clock && `${Math.round(commitToScreen.p50Ms)} ms ± ${Math.ceil(clock.errorMs)} ms`,
    ),
    ...fact('Interruptions', lostCount > 0 ? String(lostCount) : null),
  ];
}

/** While it polls, what is tried is the live line. */
function tries(connection: Extract<ConnectionState, { readonly retryAt: number | null }>, nowMs: number) {
  const { status, attempt, retryAt } = connection;
  const seconds = retryAt === null ? 0 : Math.ceil((retryAt - nowMs) / 1000);
  return [
    ...fact('Attempts', attempt > 0 ? String(attempt) : null),
    ...fact(status === 'polling' ? 'Next live try' : 'Next try', seconds > 0 ? `in ${seconds} s` : 'now'),
  ];
}

const fact = (label: string, value: string | null): readonly ConnectionFact[] =>
  value === null ? [] : [{ label, value }];
