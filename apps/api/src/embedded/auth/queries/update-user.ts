import type { Pool } from 'pg';

export interface UserChange {
  readonly email?: string;
  readonly passwordHash?: string;
  /** Replaces what is stored. */
  readonly userMetadata?: Record<string, unknown>;
}

/** Changes what is given and leaves the rest. Raises 23505 when the address belongs to somebody else. */
export async function updateUser(pool: Pool, userId: string, change: UserChange, changedAt: Date): Promise<void> {
  await pool.query(
    `with changed as (
       update auth.users set email = coalesce(lower($2::text), email), encrypted_password = coalesce($3::text, encrypted_password),
         raw_user_meta_data = coalesce($4::jsonb, raw_user_meta_data), updated_at = $5::timestamptz
       where id = $1::uuid returning id, email)
     update auth.identities i
     set identity_data = i.identity_data || jsonb_build_object('email', changed.email), updated_at = $5::timestamptz
     from changed where i.user_id = changed.id and i.provider = 'email' and $2::text is not null`,
    [userId, change.email, change.passwordHash, change.userMetadata, changedAt],
  );
}
