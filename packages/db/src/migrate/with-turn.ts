import type { Client } from 'pg';
import { z } from 'zod';
import { withClient } from '../server/with-client.ts';
import { MIGRATION_LOCK, LAST_WITHOUT_END } from './lock.ts';

const lockSchema = z.tuple([z.object({ taken: z.boolean() })]);

/**
 * Hands out a connection while nobody else migrates this database, and passes on what our scripts say. `onProgress` is
 * told when it has to wait.
 */
export async function withTurn<T>(
  ownerUrl: string,
  onProgress: (sentence: string) => void,
  action: (client: Client) => Promise<T>,
): Promise<T> {
  return withClient(ownerUrl, async (turn) => {
    await takeTurn(turn, onProgress);
    return withClient(ownerUrl, async (client) => {
      // Without its turn nothing goes on.
      turn.once('end', () => client.connection.stream.destroy());
      client.on('notice', ({ severity, message }) => {
        // A notice is "already exists, skipping", which is what the second time is for.
        if (severity !== 'DEBUG' && severity !== 'NOTICE' && message !== undefined) onProgress(message);
      });
      return action(client);
    });
  });
}

/**
 * Until the connection ends. In a transaction that stays open, because a pooler in transaction mode would leave the lock
 * of a session on a connection of its own, where nobody gives it back.
 */
async function takeTurn(turn: Client, onProgress: (sentence: string) => void): Promise<void> {
  await turn.query('begin');
  await turn.query(LAST_WITHOUT_END);
  await turn.query('set local lock_timeout = 0');
  const tried = await turn.query('select pg_try_advisory_xact_lock($1::bigint) as taken', [MIGRATION_LOCK]);
  if (lockSchema.parse(tried.rows)[0].taken) return;
  onProgress('Another migration is at work on this database; waiting for it.');
  await turn.query('select pg_advisory_xact_lock($1::bigint)', [MIGRATION_LOCK]);
}
