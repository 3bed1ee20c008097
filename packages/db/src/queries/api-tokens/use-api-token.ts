import { widgetTypeSchema } from '@blunari/schema/config';
import type { Result } from '@blunari/schema/result';
import type { Pool } from 'pg';
import { z } from 'zod';
import { callFunction } from '../call-function.ts';

const tokenUseSchema = z
  .object({
    id: z.string(),
    tenantId: z.string(),
    timeZone: z.string(),
    widgets: z.array(z.object({ id: z.string(), type: widgetTypeSchema })),
  })
  .nullable();

/** What a token is good for. */
export type TokenUse = NonNullable<z.infer<typeof tokenUseSchema>>;

/** Looks a token up by its SHA-256 in hex and notes its use; null for one that is none, expired or revoked. */
export function useApiToken(pool: Pool, digest: string): Promise<Result<TokenUse | null>> {
  return callFunction(pool, 'select widget_private.use_api_token($1) as answer', [digest], tokenUseSchema);
}
