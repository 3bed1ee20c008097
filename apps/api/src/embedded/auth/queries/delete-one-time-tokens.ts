import type { ClientBase, Pool } from 'pg';

/**
 * Ends all links and codes of a user, also those that a link led back with, and a change of address that waits for one: after a
 * new password or address, what was asked for before comes to nothing.
 */
export async function deleteOneTimeTokens(db: Pool | ClientBase, userId: string): Promise<void> {
  await db.query(
    `with tokens as (delete from auth.one_time_tokens where user_id = $1::uuid),
     auth_codes as (delete from auth.flow_state where user_id = $1::uuid and auth_code is not null)
     update auth.users set confirmation_token = '', recovery_token = '', reauthentication_token = '',
       email_change_token_new = '', email_change_token_current = '', email_change = '', email_change_confirm_status = 0
     where id = $1::uuid`,
    [userId],
  );
}
