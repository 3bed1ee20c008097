import type { Pool } from 'pg';

export interface NewSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly refreshToken: string;
  readonly signedInAt: Date;
  readonly userAgent: string | undefined;
  readonly address: string;
}

/** A sign-in: the session, its first refresh token and the user's `last_sign_in_at`, all or nothing. */
export async function insertSession(pool: Pool, session: NewSession): Promise<void> {
  await pool.query(
    `with session as (
       insert into auth.sessions (id, user_id, created_at, updated_at, aal, user_agent, ip)
       values ($1::uuid, $2::uuid, $4::timestamptz, $4::timestamptz, 'aal1', $5::text, $6::inet)),
     signed_in as (
       update auth.users set last_sign_in_at = $4::timestamptz, updated_at = $4::timestamptz where id = $2::uuid),
     identity as (
       update auth.identities set last_sign_in_at = $4::timestamptz where user_id = $2::uuid and provider = 'email')
     insert into auth.refresh_tokens (token, user_id, session_id, revoked, created_at, updated_at)
     values ($3::text, $2::uuid::text, $1::uuid, false, $4::timestamptz, $4::timestamptz)`,
    [session.sessionId, session.userId, session.refreshToken, session.signedInAt, session.userAgent, session.address],
  );
}
