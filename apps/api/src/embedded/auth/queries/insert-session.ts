import { randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';

export interface NewSession {
  readonly sessionId: string;
  readonly userId: string;
  /** As it was when the sign-in was judged. */
  readonly passwordHash: string | null;
  readonly refreshToken: string;
  readonly method: string;
  readonly signedInAt: Date;
  readonly notAfter: Date | null;
  readonly userAgent: string | undefined;
  readonly address: string | null;
}

/**
 * A sign-in: the session, how it was proved, its first refresh token and the user's `last_sign_in_at`, all or nothing. The row of
 * the user is locked: a change of password, a ban or a deletion comes before, and there is no session, or after, and ends it.
 * @returns false where the user has been banned or deleted, or the password has changed, since the sign-in was judged
 */
export async function insertSession(db: Pool | ClientBase, session: NewSession): Promise<boolean> {
  const { rowCount } = await db.query(
    `with signed_in as (
       update auth.users set last_sign_in_at = $4::timestamptz, updated_at = $4::timestamptz
       where id = $2::uuid and encrypted_password is not distinct from $10::text and deleted_at is null
         and (banned_until is null or banned_until <= $4::timestamptz)
       returning id),
     session as (
       insert into auth.sessions (id, user_id, created_at, updated_at, aal, user_agent, ip, not_after)
       select $1::uuid, id, $4::timestamptz, $4::timestamptz, 'aal1', $5::text, $6::inet, $9::timestamptz from signed_in),
     proof as (
       insert into auth.mfa_amr_claims (id, session_id, created_at, updated_at, authentication_method)
       select $7::uuid, $1::uuid, $4::timestamptz, $4::timestamptz, $8::text from signed_in),
     identity as (
       update auth.identities i set last_sign_in_at = $4::timestamptz
       from signed_in where i.user_id = signed_in.id and i.provider = 'email')
     insert into auth.refresh_tokens (token, user_id, session_id, revoked, created_at, updated_at)
     select $3::text, id::text, $1::uuid, false, $4::timestamptz, $4::timestamptz from signed_in`,
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
      session.passwordHash,
    ],
  );
  return rowCount === 1;
}
