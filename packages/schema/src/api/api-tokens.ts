import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { instantSchema } from '../time.ts';

/** A token of a restaurant's own programs, as admins see it. */
export const apiTokenSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Its first letters. */
  prefix: z.string(),
  createdAt: instantSchema,
  /** To the minute; null before the first use. */
  lastUsedAt: instantSchema.nullable(),
  /** Null: good until it is revoked. */
  expiresAt: instantSchema.nullable(),
});

export type ApiToken = z.infer<typeof apiTokenSchema>;

export const createApiTokenSchema = z.strictObject({
  tenantId: idSchema,
  name: z.string().trim().min(1, 'Say what the token is for.').max(80),
  expiresAt: instantSchema.optional(),
});

export type CreateApiToken = z.infer<typeof createApiTokenSchema>;

/** `token` is told this once. */
export const madeApiTokenSchema = z.object({ id: idSchema, token: z.string() });

export type MadeApiToken = z.infer<typeof madeApiTokenSchema>;

export const apiTokenInputSchema = z.strictObject({ tokenId: idSchema });
