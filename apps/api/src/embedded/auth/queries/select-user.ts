import type { ClientBase, Pool } from 'pg';
import { userRowSchema, type UserRow } from '../user.ts';

/** One living user, found by id or by e-mail address (kept in lower case). */
export async function selectUser(
  db: Pool | ClientBase,
  by: { id: string } | { email: string },
): Promise<UserRow | undefined> {
  const [condition, value] =
    'id' in by ? ['u.id = $1::uuid', by.id] : ['u.email = lower($1::text) and not u.is_sso_user', by.email];
  const { rows } = await db.query<Record<string, unknown>>(
    `select u.id, u.email, u.phone, u.encrypted_password, u.email_confirmed_at, u.confirmed_at, u.last_sign_in_at,
            u.banned_until, u.created_at, u.updated_at, u.raw_app_meta_data, u.raw_user_meta_data, u.is_anonymous,
            coalesce((
              select jsonb_agg(jsonb_build_object(
                'identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id, 'identity_data', i.identity_data,
                'provider', i.provider, 'last_sign_in_at', i.last_sign_in_at, 'created_at', i.created_at,
                'updated_at', i.updated_at, 'email', i.email) order by i.created_at)
              from auth.identities i where i.user_id = u.id), '[]'::jsonb) as identities
     from auth.users u
     where u.deleted_at is null and ${condition}`,
    [value],
  );
  return rows[0] && userRowSchema.parse(rows[0]);
}
