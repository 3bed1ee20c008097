import { setTimeout as sleep } from 'node:timers/promises';
import { reasons } from '../protocol/reasons.ts';
import type { RealtimeState } from '../realtime-state.ts';
import { pushSystem, type Channel } from '../state/channel.ts';
import type { Connection } from './connection.ts';
import { endChannel } from './end-channel.ts';

/** Answers `replication_ready`: broadcasts of the database really arrive from now on; if not in time, the channel ends. */
export async function tellWhenListening(state: RealtimeState, connection: Connection, channel: Channel): Promise<void> {
  const isListening = await Promise.race([
    state.whenListening().then(() => true),
    sleep(state.limits.listeningWaitMs, false, { ref: false }),
  ]);
  if (!isListening) endChannel(state, connection, channel, reasons.notListening);
  else if (state.topics.membersOf(channel.key).has(channel)) pushSystem(channel, 'ok', reasons.listening);
}
