import type { ClientBase } from 'pg';

/**
 * What `email_change_confirm_status` keeps: which of the two addresses has confirmed. Supabase Auth reads any number but 0 as
 * "one has"; with a count alone, two mails to the same address could pass for both.
 */
const confirmedBy = { email_change_token_new: 1, email_change_token_current: 2 } as const;

/**
 * Notes that one of the two addresses of a change has confirmed it; when the other had before, the address changes. Raises
 * 23505 when the address belongs to somebody else by now.
 * @returns whether the address was changed
 */
export async function confirmEmailChange(
  client: ClientBase,
  userId: string,
  token: keyof typeof confirmedBy,
  at: Date,
): Promise<boolean> {
  const { rows } = await client.query<{ changed: boolean }>(
    `with asked as (
       select id, coalesce(email, '') = '' or (email_change_confirm_status > 0 and email_change_confirm_status <> $3::smallint)
         as is_last
       from auth.users where id = $1::uuid and email_change <> '' for update),
     confirmed as (
       update auth.users u set email = case when is_last then u.email_change else u.email end,
         email_confirmed_at = case when is_last then $2::timestamptz else u.email_confirmed_at end,
         email_change = case when is_last then '' else u.email_change end,
         email_change_confirm_status = case when is_last then 0 else $3::smallint end, updated_at = $2::timestamptz
       from asked where u.id = asked.id
       returning u.id, u.email, is_last as changed),
     identity as (
       update auth.identities i
       set identity_data = i.identity_data || jsonb_build_object('email', confirmed.email, 'email_verified', true),
         updated_at = $2::timestamptz
       from confirmed where confirmed.changed and i.user_id = confirmed.id and i.provider = 'email')
     select changed from confirmed`,
    [userId, at, confirmedBy[token]],
  );
  return rows[0]?.changed ?? false;
}
