import type { OutgoingBroadcast } from './protocol/server-frame.ts';
import type { RealtimeState } from './realtime-state.ts';
import type { Channel, TopicKey } from './state/channel.ts';

/** Sends a client's broadcast to every member of the topic but `except`, in this process and the others. */
export function broadcast(
  state: RealtimeState,
  key: TopicKey,
  message: OutgoingBroadcast,
  except: Channel | undefined,
): void {
  state.topics.deliver(key, message, except);
  state.relay.publish({ kind: 'broadcast', key, broadcast: message });
}
