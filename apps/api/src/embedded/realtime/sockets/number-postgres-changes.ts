import { createHash } from 'node:crypto';
import type { PostgresChangesEntry } from '../protocol/message-schemas.ts';

/** The client's list of subscriptions as it came, each with a number that is the same for the same subscription. */
export function numberPostgresChanges(
  entries: readonly PostgresChangesEntry[],
): (PostgresChangesEntry & { id: number })[] {
  return entries.map((entry) => ({
    ...entry,
    id: createHash('sha256').update(JSON.stringify(entry)).digest().readUInt32BE(),
  }));
}
