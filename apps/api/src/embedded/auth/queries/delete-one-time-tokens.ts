import type { ClientBase, Pool } from 'pg';

/** Ends all links and codes of a user: after a new password or address, what was mailed before opens nothing. */
export async function deleteOneTimeTokens(db: Pool | ClientBase, userId: string): Promise<void> {
  await db.query(
    `with deleted as (delete from auth.one_time_tokens where user_id = $1::uuid)
     update auth.users set confirmation_token = '', recovery_token = '', reauthentication_token = '',
       email_change_token_new = '', email_change_token_current = ''
     where id = $1::uuid`,
    [userId],
  );
}
