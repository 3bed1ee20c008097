import type { Pool } from 'pg';
import { z } from 'zod';

const sessionRowSchema = z.object({ id: z.uuid(), created_at: z.date(), methods: z.array(z.string()) });

export type SessionRow = z.infer<typeof sessionRowSchema>;

/** A session of the user that has not ended, with the ways in which it was proved. */
export async function selectSession(
  pool: Pool,
  sessionId: string,
  userId: string,
  at: Date,
): Promise<SessionRow | undefined> {
  const { rows } = await pool.query<Record<string, unknown>>(
    `select s.id, s.created_at,
            array(select c.authentication_method from auth.mfa_amr_claims c where c.session_id = s.id) as methods
     from auth.sessions s
     where s.id = $1::uuid and s.user_id = $2::uuid and (s.not_after is null or s.not_after > $3::timestamptz)`,
    [sessionId, userId, at],
  );
  return rows[0] && sessionRowSchema.parse(rows[0]);
}
