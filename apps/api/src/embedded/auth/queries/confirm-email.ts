import type { ClientBase } from 'pg';

/**
 * Notes that the user reads the mails of the address. `forgetPassword`: where that was not known yet, a password set before
 * may be that of a stranger who made the account in this person's name.
 */
export async function confirmEmail(
  client: ClientBase,
  userId: string,
  at: Date,
  { forgetPassword }: { readonly forgetPassword: boolean },
): Promise<void> {
  await client.query(
    `with confirmed as (
       update auth.users set
         encrypted_password = case when $3::boolean and email_confirmed_at is null then '' else encrypted_password end,
         email_confirmed_at = coalesce(email_confirmed_at, $2::timestamptz),
         raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || '{"email_verified": true}', updated_at = $2::timestamptz
       where id = $1::uuid returning id)
     update auth.identities i
     set identity_data = i.identity_data || '{"email_verified": true}', updated_at = $2::timestamptz
     from confirmed where i.user_id = confirmed.id and i.provider = 'email'`,
    [userId, at, forgetPassword],
  );
}
