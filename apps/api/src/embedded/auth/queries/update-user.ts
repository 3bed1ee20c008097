import type { ClientBase, Pool } from 'pg';

export interface UserChange {
  readonly email?: string;
  readonly passwordHash?: string;
  /** Replaces what is stored. */
  readonly userMetadata?: Record<string, unknown>;
  /** Replaces what is stored. */
  readonly appMetadata?: Record<string, unknown>;
  /** Null: may sign in again. */
  readonly bannedUntil?: Date | null;
  /** Counts the address as confirmed from now on, unless it was before. */
  readonly isConfirmed?: boolean;
}

/** Changes what is given and leaves the rest. Raises 23505 when the address belongs to somebody else. */
export async function updateUser(
  db: Pool | ClientBase,
  userId: string,
  change: UserChange,
  changedAt: Date,
): Promise<void> {
  await db.query(
    `with changed as (
       update auth.users set email = coalesce(lower($2::text), email), encrypted_password = coalesce($3::text, encrypted_password),
         raw_user_meta_data = coalesce($4::jsonb, raw_user_meta_data), raw_app_meta_data = coalesce($6::jsonb, raw_app_meta_data),
         banned_until = case when $7::boolean then $8::timestamptz else banned_until end,
         email_confirmed_at = case when $9::boolean then coalesce(email_confirmed_at, $5::timestamptz) else email_confirmed_at end,
         updated_at = $5::timestamptz
       where id = $1::uuid returning id, email, email_confirmed_at)
     update auth.identities i
     set identity_data = i.identity_data
         || jsonb_build_object('email', changed.email, 'email_verified', changed.email_confirmed_at is not null),
       updated_at = $5::timestamptz
     from changed where i.user_id = changed.id and i.provider = 'email' and ($2::text is not null or $9::boolean)`,
    [
      userId,
      change.email,
      change.passwordHash,
      change.userMetadata,
      changedAt,
      change.appMetadata,
      change.bannedUntil !== undefined,
      change.bannedUntil,
      change.isConfirmed ?? false,
    ],
  );
}
