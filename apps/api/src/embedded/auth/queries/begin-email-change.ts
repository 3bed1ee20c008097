import type { Pool } from 'pg';

/** Keeps the address that a user wants to have, until it was confirmed from both; what was begun before ends. */
export async function beginEmailChange(pool: Pool, userId: string, newEmail: string, at: Date): Promise<void> {
  await pool.query(
    `with ended as (
       delete from auth.one_time_tokens
       where user_id = $1::uuid and token_type in ('email_change_token_new', 'email_change_token_current'))
     update auth.users set email_change = lower($2::text), email_change_confirm_status = 0, email_change_token_new = '',
       email_change_token_current = '', updated_at = $3::timestamptz
     where id = $1::uuid`,
    [userId, newEmail, at],
  );
}
