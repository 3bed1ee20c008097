import type { ClientBase } from 'pg';
import { z } from 'zod';
import { MIGRATION_LOCK } from './lock.ts';

const lockSchema = z.tuple([z.object({ taken: z.boolean() })]);

/**
 * Makes the connection the only one that migrates this database until it closes, and passes on what our scripts say.
 * `onProgress` is told when it has to wait.
 */
export async function takeTurn(
  client: ClientBase,
  onProgress: (sentence: string) => void = () => undefined,
): Promise<void> {
  // "already exists, skipping" is what the second time is for.
  await client.query(`set client_min_messages = 'warning'`);
  client.on('notice', ({ severity, message }) => {
    if (severity !== 'DEBUG' && message !== undefined) onProgress(message);
  });
  const tried = await client.query('select pg_try_advisory_lock($1::bigint) as taken', [MIGRATION_LOCK]);
  if (lockSchema.parse(tried.rows)[0].taken) return;
  onProgress('Another migration is at work on this database; waiting for it.');
  await client.query('select pg_advisory_lock($1::bigint)', [MIGRATION_LOCK]);
}
