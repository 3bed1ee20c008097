import type { ClientBase } from 'pg';

/** After a token was used twice: nobody holding one of this session can refresh any more. */
export async function revokeRefreshTokens(client: ClientBase, sessionId: string, revokedAt: Date): Promise<void> {
  await client.query(
    `update auth.refresh_tokens set revoked = true, updated_at = $2::timestamptz where session_id = $1::uuid and not revoked`,
    [sessionId, revokedAt],
  );
}
