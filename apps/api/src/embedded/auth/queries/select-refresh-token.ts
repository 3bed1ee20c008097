import type { ClientBase } from 'pg';
import { z } from 'zod';

const refreshTokenRowSchema = z.object({
  token: z.string(),
  user_id: z.uuid(),
  session_id: z.uuid(),
  revoked: z.boolean(),
  updated_at: z.date(),
  not_after: z.date().nullable(),
  amr: z.array(z.object({ method: z.string(), timestamp: z.number() })),
  /** The token that this session can be refreshed with now, and the one it replaced. */
  active_token: z.string().nullable(),
  active_parent: z.string().nullable(),
});

export type RefreshTokenRow = z.infer<typeof refreshTokenRowSchema>;

/** Reads a refresh token for a decision, holding its session so that two refreshes at once are decided one after the other. */
export async function selectRefreshToken(client: ClientBase, token: string): Promise<RefreshTokenRow | undefined> {
  // Two statements on purpose: the second one sees what was committed while the first waited for the lock.
  await client.query(
    `select s.id from auth.sessions s join auth.refresh_tokens t on t.session_id = s.id where t.token = $1::text for update of s`,
    [token],
  );
  const { rows } = await client.query<Record<string, unknown>>(
    `select t.token, t.user_id, t.session_id, t.revoked, t.updated_at, s.not_after, proofs.amr,
            active.token as active_token, active.parent as active_parent
     from auth.refresh_tokens t
     join auth.sessions s on s.id = t.session_id
     cross join lateral (
       select coalesce(jsonb_agg(jsonb_build_object('method', c.authentication_method,
         'timestamp', floor(extract(epoch from c.created_at))) order by c.created_at), '[]'::jsonb) as amr
       from auth.mfa_amr_claims c where c.session_id = s.id) proofs
     left join lateral (
       select a.token, a.parent from auth.refresh_tokens a
       where a.session_id = t.session_id and not a.revoked order by a.id desc limit 1) active on true
     where t.token = $1::text`,
    [token],
  );
  return rows[0] && refreshTokenRowSchema.parse(rows[0]);
}
