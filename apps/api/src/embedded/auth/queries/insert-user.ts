import type { ClientBase, Pool } from 'pg';

export interface NewUserRow {
  readonly id: string;
  readonly email: string;
  /** Null: nobody can sign in by password yet. */
  readonly passwordHash: string | null;
  readonly appMetadata: Record<string, unknown>;
  readonly userMetadata: Record<string, unknown>;
  readonly createdAt: Date;
  /** Null: whether this person reads the mails of the address is not known. */
  readonly confirmedAt: Date | null;
}

/** Inserts a user with its e-mail identity. False: the id or the address is taken, nothing was changed. */
export async function insertUser(db: Pool | ClientBase, user: NewUserRow): Promise<boolean> {
  // Supabase Auth reads the password and the token columns into plain strings and fails on null: they are empty, not absent.
  const { rowCount } = await db.query(
    `with made as (
       insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
         confirmation_token, recovery_token, email_change_token_new, email_change, raw_app_meta_data, raw_user_meta_data,
         created_at, updated_at)
       values ('00000000-0000-0000-0000-000000000000', $1::uuid, 'authenticated', 'authenticated', lower($2::text),
         coalesce($3::text, ''), $7::timestamptz, '', '', '', '', $4::jsonb,
         $5::jsonb || jsonb_build_object('email_verified', $7::timestamptz is not null), $6::timestamptz, $6::timestamptz)
       on conflict do nothing
       returning id, email, email_confirmed_at)
     insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
     select id::text, id, jsonb_build_object('sub', id, 'email', email, 'email_verified', email_confirmed_at is not null,
       'phone_verified', false), 'email', $6::timestamptz, $6::timestamptz, $6::timestamptz
     from made`,
    [user.id, user.email, user.passwordHash, user.appMetadata, user.userMetadata, user.createdAt, user.confirmedAt],
  );
  return rowCount === 1;
}
