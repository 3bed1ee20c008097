import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';

/** A code for who asked for the mail whose link was followed. Undefined: nobody did. */
export async function issueAuthCode(
  client: ClientBase,
  userId: string,
  kind: string,
  at: Date,
): Promise<string | undefined> {
  const code = randomUUID();
  const { rowCount } = await client.query(
    `update auth.flow_state set auth_code = $3::text, auth_code_issued_at = $4::timestamptz, updated_at = $4::timestamptz
     where user_id = $1::uuid and authentication_method = $2::text and auth_code is null`,
    [userId, kind, code, at],
  );
  return rowCount === 1 ? code : undefined;
}
