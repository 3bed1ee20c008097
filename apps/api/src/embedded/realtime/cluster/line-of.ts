import type { TopicKey } from '../state/channel.ts';
import { tenantId } from '../state/quotas.ts';
import { PRESENCE_LINE, STATE_LINE } from './outbox.ts';
import type { OutgoingItem } from './relay-item.ts';

/**
 * Each tenant has a line for its broadcasts and one for its presence, and the public topics, which anybody opens, share one
 * of each: within a topic the order is kept. Between processes there is one line more.
 */
export function lineOf(item: OutgoingItem): string {
  if (item.kind === 'broadcast') return ownerOf(item.key);
  return item.kind === 'presence' ? `${PRESENCE_LINE}${ownerOf(item.change.key)}` : STATE_LINE;
}

const ownerOf = (key: TopicKey): string => (key.isPrivate ? tenantId(key) : 'public');
