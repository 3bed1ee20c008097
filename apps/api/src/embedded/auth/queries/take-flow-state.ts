import type { Pool } from 'pg';
import { z } from 'zod';

const flowSchema = z.object({ user_id: z.uuid().nullable(), is_answered: z.boolean(), is_fresh: z.boolean() });

export type TakenFlow = z.infer<typeof flowSchema>;

export interface CodeExchange {
  readonly authCode: string;
  /** The client's secret, and the challenge it answers. */
  readonly verifier: string;
  readonly challenge: string;
  readonly issuedAfter: Date;
}

/** Looks a code up, and uses it up where the secret answers its challenge. Undefined: nobody was given that code. */
export async function takeFlowState(pool: Pool, exchange: CodeExchange): Promise<TakenFlow | undefined> {
  const { rows } = await pool.query<Record<string, unknown>>(
    `with found as (
       select id, user_id, auth_code_issued_at > $4::timestamptz as is_fresh,
         code_challenge = case code_challenge_method when 's256' then $3::text else $2::text end as is_answered
       from auth.flow_state where auth_code = $1::text for update),
     taken as (
       delete from auth.flow_state f using found where f.id = found.id and found.is_answered)
     select user_id, is_answered, is_fresh from found`,
    [exchange.authCode, exchange.verifier, exchange.challenge, exchange.issuedAfter],
  );
  return rows[0] && flowSchema.parse(rows[0]);
}
