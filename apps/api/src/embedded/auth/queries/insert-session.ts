import { randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';

export interface NewSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly refreshToken: string;
  readonly method: string;
  readonly signedInAt: Date;
  readonly notAfter: Date | null;
  readonly userAgent: string | undefined;
  readonly address: string | null;
}

/** A sign-in: the session, how it was proved, its first refresh token and the user's `last_sign_in_at`, all or nothing. */
export async function insertSession(db: Pool | ClientBase, session: NewSession): Promise<void> {
  await db.query(
    `with session as (
       insert into auth.sessions (id, user_id, created_at, updated_at, aal, user_agent, ip, not_after)
       values ($1::uuid, $2::uuid, $4::timestamptz, $4::timestamptz, 'aal1', $5::text, $6::inet, $9::timestamptz)),
     proof as (
       insert into auth.mfa_amr_claims (id, session_id, created_at, updated_at, authentication_method)
       values ($7::uuid, $1::uuid, $4::timestamptz, $4::timestamptz, $8::text)),
     signed_in as (
       update auth.users set last_sign_in_at = $4::timestamptz, updated_at = $4::timestamptz where id = $2::uuid),
     identity as (
       update auth.identities set last_sign_in_at = $4::timestamptz where user_id = $2::uuid and provider = 'email')
     insert into auth.refresh_tokens (token, user_id, session_id, revoked, created_at, updated_at)
     values ($3::text, $2::uuid::text, $1::uuid, false, $4::timestamptz, $4::timestamptz)`,
    [
      session.sessionId,
      session.userId,
      session.refreshToken,
      session.signedInAt,
      session.userAgent,
      session.address,
      randomUUID(),
      session.method,
      session.notAfter,
    ],
  );
}
