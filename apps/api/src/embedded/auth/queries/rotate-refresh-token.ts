import type { ClientBase } from 'pg';

export interface Rotation {
  readonly sessionId: string;
  readonly userId: string;
  readonly oldToken: string;
  readonly newToken: string;
  readonly rotatedAt: Date;
  readonly userAgent: string | undefined;
  readonly address: string | null;
}

/** Replaces a session's refresh token by its successor. */
export async function rotateRefreshToken(client: ClientBase, rotation: Rotation): Promise<void> {
  await client.query(
    `with revoked as (
       update auth.refresh_tokens set revoked = true, updated_at = $5::timestamptz where token = $3::text),
     refreshed as (
       update auth.sessions
       set refreshed_at = $5::timestamptz at time zone 'utc', updated_at = $5::timestamptz, user_agent = $6::text, ip = $7::inet
       where id = $1::uuid)
     insert into auth.refresh_tokens (token, parent, user_id, session_id, revoked, created_at, updated_at)
     values ($4::text, $3::text, $2::uuid::text, $1::uuid, false, $5::timestamptz, $5::timestamptz)`,
    [
      rotation.sessionId,
      rotation.userId,
      rotation.oldToken,
      rotation.newToken,
      rotation.rotatedAt,
      rotation.userAgent,
      rotation.address,
    ],
  );
}
