import type { Pool } from 'pg';

/** Marks a user as deleted and leaves only what other rows may point at: the id. The address can be used again. */
export async function forgetUser(pool: Pool, userId: string, at: Date): Promise<void> {
  await pool.query(
    `with sessions as (delete from auth.sessions where user_id = $1::uuid),
     tokens as (delete from auth.one_time_tokens where user_id = $1::uuid),
     identities as (
       update auth.identities
       set provider_id = encode(sha256((id::text || provider_id)::bytea), 'hex'), identity_data = '{}', updated_at = $2::timestamptz
       where user_id = $1::uuid)
     update auth.users set deleted_at = $2::timestamptz, updated_at = $2::timestamptz,
       email = encode(sha256((id::text || coalesce(email, ''))::bytea), 'hex'), phone = null, encrypted_password = '',
       email_change = '', phone_change = '', confirmation_token = '', recovery_token = '', reauthentication_token = '',
       email_change_token_new = '', email_change_token_current = '', raw_user_meta_data = '{}', raw_app_meta_data = '{}'
     where id = $1::uuid`,
    [userId, at],
  );
}
