import { randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import type { OneTimeTokenType } from '../one-time-tokens/one-time-token.ts';

export interface NewOneTimeToken {
  readonly userId: string;
  readonly type: OneTimeTokenType;
  /** The address that the token was sent to. */
  readonly email: string;
  readonly linkTokenHash: string;
  /** Empty where no code was given out. */
  readonly codeHash: string;
  readonly sentAt: Date;
  readonly expiresAt: Date;
}

/** When a token of the type was sent last, as `auth.users` keeps it. */
const sentAtColumn = {
  confirmation_token: 'confirmation_sent_at',
  recovery_token: 'recovery_sent_at',
  reauthentication_token: 'reauthentication_sent_at',
  email_change_token_new: 'email_change_sent_at',
  email_change_token_current: 'email_change_sent_at',
} as const satisfies Record<OneTimeTokenType, string>;

/** Replaces the user's token of this type: the one sent before works no more. */
export async function upsertOneTimeToken(db: Pool | ClientBase, token: NewOneTimeToken): Promise<void> {
  await db.query(
    `with sent as (
       update auth.users set ${token.type} = $6::text, ${sentAtColumn[token.type]} = $7::timestamptz, updated_at = $7::timestamptz
       where id = $2::uuid)
     insert into auth.one_time_tokens (id, user_id, token_type, token_hash, relates_to, created_at, updated_at, expires_at)
     values ($1::uuid, $2::uuid, $3::auth.one_time_token_type, $4::text, lower($5::text),
       $7::timestamptz at time zone 'utc', $7::timestamptz at time zone 'utc', $8::timestamptz)
     on conflict (user_id, token_type) do update set id = excluded.id, token_hash = excluded.token_hash,
       relates_to = excluded.relates_to, created_at = excluded.created_at, updated_at = excluded.updated_at,
       expires_at = excluded.expires_at`,
    [
      randomUUID(),
      token.userId,
      token.type,
      token.linkTokenHash,
      token.email,
      token.codeHash,
      token.sentAt,
      token.expiresAt,
    ],
  );
}
