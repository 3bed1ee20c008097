import type { ClientBase } from 'pg';

/**
 * Notes one of the two confirmations of a change of address; with the second one the address changes. Raises 23505 when
 * the address belongs to somebody else by now.
 * @returns whether the address was changed
 */
export async function confirmEmailChange(client: ClientBase, userId: string, at: Date): Promise<boolean> {
  const { rows } = await client.query<{ changed: boolean }>(
    `with asked as (
       select id, email_change_confirm_status >= 1 or coalesce(email, '') = '' as is_last
       from auth.users where id = $1::uuid and email_change <> '' for update),
     confirmed as (
       update auth.users u set email = case when is_last then u.email_change else u.email end,
         email_confirmed_at = case when is_last then $2::timestamptz else u.email_confirmed_at end,
         email_change = case when is_last then '' else u.email_change end,
         email_change_confirm_status = case when is_last then 0 else 1 end, updated_at = $2::timestamptz
       from asked where u.id = asked.id
       returning u.id, u.email, is_last as changed),
     identity as (
       update auth.identities i
       set identity_data = i.identity_data || jsonb_build_object('email', confirmed.email, 'email_verified', true),
         updated_at = $2::timestamptz
       from confirmed where confirmed.changed and i.user_id = confirmed.id and i.provider = 'email')
     select changed from confirmed`,
    [userId, at],
  );
  return rows[0]?.changed ?? false;
}
