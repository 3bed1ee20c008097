import { reasons } from '../protocol/reasons.ts';
import type { RealtimeState } from '../realtime-state.ts';
import { pushSystem, type Channel } from '../state/channel.ts';
import type { Connection } from './connection.ts';
import { failChannel } from './end-channel.ts';

/** Answers `replication_ready`: broadcasts of the database really arrive from now on; if not in time, the client joins again. */
export async function tellWhenListening(state: RealtimeState, connection: Connection, channel: Channel): Promise<void> {
  const listening = state.whenListening().then(() => true);
  const isListening = await connection.waitAtMost(listening, state.limits.listeningWaitMs);
  if (!isListening) failChannel(state, connection, channel, reasons.notListening);
  else if (state.topics.membersOf(channel.key).has(channel)) pushSystem(channel, 'ok', reasons.listening);
}
