import type { ClientBase } from 'pg';
import { z } from 'zod';

const takenTokenSchema = z.object({
  user_id: z.uuid(),
  token_type: z.enum(['confirmation_token', 'recovery_token', 'email_change_token_new', 'email_change_token_current']),
});

export type TakenToken = z.infer<typeof takenTokenSchema>;

/** What somebody shows: the secret of a link, or a code beside the address it was sent to. Both as their hashes. */
export type Proof = { readonly linkTokenHash: string } | { readonly email: string; readonly codeHash: string };

/**
 * Uses a token up: of two that come with it at once, one gets the row. Undefined: nobody was given it, it was used, or it is
 * too old.
 */
export async function takeOneTimeToken(
  client: ClientBase,
  proof: Proof,
  types: readonly TakenToken['token_type'][],
  at: Date,
): Promise<TakenToken | undefined> {
  const { linkTokenHash, email, codeHash } = { linkTokenHash: null, email: null, codeHash: null, ...proof };
  const { rows } = await client.query<Record<string, unknown>>(
    `with taken as (
       delete from auth.one_time_tokens t using auth.users u
       where u.id = t.user_id and u.deleted_at is null and t.token_type::text = any ($1::text[])
         and coalesce(t.expires_at, t.created_at at time zone 'utc' + interval '1 hour') > $2::timestamptz
         and (t.token_hash = $3::text or (t.relates_to = lower($4::text) and $5::text = case t.token_type
           when 'confirmation_token' then u.confirmation_token when 'recovery_token' then u.recovery_token
           when 'email_change_token_new' then u.email_change_token_new
           when 'email_change_token_current' then u.email_change_token_current end))
       returning t.user_id, t.token_type),
     cleared as (
       update auth.users u set
         confirmation_token = case taken.token_type when 'confirmation_token' then '' else u.confirmation_token end,
         recovery_token = case taken.token_type when 'recovery_token' then '' else u.recovery_token end,
         email_change_token_new = case taken.token_type when 'email_change_token_new' then '' else u.email_change_token_new end,
         email_change_token_current = case taken.token_type when 'email_change_token_current' then ''
           else u.email_change_token_current end
       from taken where u.id = taken.user_id)
     select user_id, token_type from taken`,
    [types, at, linkTokenHash, email, codeHash],
  );
  return rows[0] && takenTokenSchema.parse(rows[0]);
}
