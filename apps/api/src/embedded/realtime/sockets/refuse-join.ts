import { reasons } from '../protocol/reasons.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { Addressed, Connection } from './connection.ts';

/** Says why a client may not join. Who hears that over and over loses the socket. */
export function refuseJoin(
  state: RealtimeState,
  connection: Connection,
  message: Addressed,
  reason: string | undefined,
): void {
  connection.reply(message, 'error', { reason });
  if (reason === reasons.tooManyJoinsHere) state.tally.count('joins of one network');
  if (reason === reasons.tooManyConnected) state.tally.count('channels of a topic, tenant or network');
  if (reason === undefined || isOurFault(reason)) return;
  if (state.rates.refusedJoins.take(connection.id)) return;
  state.tally.count('refused joins');
  connection.cutOff('Too many joins were refused');
}

/** Who joins when it cannot be done, or together with many others, asks for nothing wrong. */
const ourFaults = new Set<string>([
  reasons.restarting,
  reasons.tooManyConnected,
  reasons.tooManyJoinsHere,
  reasons.replayFailed,
]);

function isOurFault(reason: string): boolean {
  // The database or the keys of tokens could not be asked.
  return ourFaults.has(reason) || reason.startsWith('InitializingProjectConnection:');
}
