import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { CodeChallenge } from '../pkce/code-challenge.ts';

/** Keeps what the client must answer that asked for a mail of this kind; a later request replaces it. */
export async function insertFlowState(
  pool: Pool,
  userId: string,
  kind: string,
  { challenge, method }: CodeChallenge,
  at: Date,
): Promise<void> {
  await pool.query(
    `with replaced as (
       delete from auth.flow_state where user_id = $2::uuid and authentication_method = $3::text)
     insert into auth.flow_state (id, user_id, provider_type, authentication_method, code_challenge, code_challenge_method,
       created_at, updated_at)
     values ($1::uuid, $2::uuid, 'email', $3::text, $4::text, $5::auth.code_challenge_method, $6::timestamptz, $6::timestamptz)`,
    [randomUUID(), userId, kind, challenge, method, at],
  );
}
