import { madeApiTokenSchema, type ApiToken, type CreateApiToken, type MadeApiToken } from '@blunari/schema/api';
import { ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import type { Tx } from '../../client.ts';
import { requireRole } from '../members/require-role.ts';

/** Tokens that are not revoked, newest first; expired ones too. Fails with not_found, forbidden (no admin). */
export async function listApiTokens(tx: Tx, tenantId: string): Promise<Result<ApiToken[]>> {
  const allowed = await requireRole(tx, tenantId, 'admin');
  if (!allowed.ok) return allowed;
  const rows = await tx.widgetApiToken.findMany({
    where: { tenantId, revokedAt: null },
    // The digest is for nobody to read, and asking for it would be refused.
    select: { id: true, name: true, prefix: true, createdAt: true, lastUsedAt: true, expiresAt: true },
    orderBy: { createdAt: 'desc' },
  });
  return ok(
    rows.map(({ createdAt, lastUsedAt, expiresAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      expiresAt: expiresAt?.toISOString() ?? null,
    })),
  );
}

const madeSchema = z.tuple([z.object({ answer: madeApiTokenSchema })]);

/** Makes a token and tells it, once. Throws what the database raises: forbidden (no admin), invalid_input (50 are good). */
export async function createApiToken(
  tx: Tx,
  { tenantId, name, expiresAt }: CreateApiToken,
): Promise<Result<MadeApiToken>> {
  const rows = await tx.$queryRaw`
    select widget_private.create_api_token(
      tenant => ${tenantId}::uuid, name => ${name}, expires_at => ${expiresAt ?? null}::timestamptz
    ) as answer`;
  return ok(madeSchema.parse(rows)[0].answer);
}

/** From now on the token opens nothing. Throws not_found. */
export async function revokeApiToken(tx: Tx, tokenId: string): Promise<Result<null>> {
  await tx.$queryRaw`select widget_private.revoke_api_token(token => ${tokenId}::uuid)::text`;
  return ok(null);
}
