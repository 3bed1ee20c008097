import { tenantId } from '../state/quotas.ts';
import { STATE_LINE } from './outbox.ts';
import type { RelayItem } from './relay-item.ts';

/** Presence stays in one order. Of broadcasts each tenant has a line, and the public topics, which anybody opens, one together. */
export function lineOf(item: RelayItem): string {
  if (item.kind !== 'broadcast') return STATE_LINE;
  return item.key.isPrivate ? tenantId(item.key) : 'public';
}
