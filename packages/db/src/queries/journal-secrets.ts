import type { Pool } from 'pg';
import { z } from 'zod';
import type { Result } from '@blunari/schema/result';
import { callFunction } from './call-function.ts';

const journalSecretsSchema = z
  .array(
    z.object({
      id: z.number().int(),
      /** Key of an HMAC. */
      secret: z.base64().transform((text) => Buffer.from(text, 'base64')),
      /** From this moment on it signs, Unix ms; by then every process knows it. */
      signsFromMs: z.number(),
    }),
  )
  .min(1);

export type JournalSecrets = z.infer<typeof journalSecretsSchema>;

/** The secrets of the installation for tokens of visitors' batches, the newest first; makes the next one in time. */
export function journalSecrets(pool: Pool): Promise<Result<JournalSecrets>> {
  return callFunction(pool, 'select widget_private.journal_secrets() as answer', [], journalSecretsSchema);
}
