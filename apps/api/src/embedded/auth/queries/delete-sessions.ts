import type { ClientBase, Pool } from 'pg';

export type LogoutScope = 'global' | 'local' | 'others';

/** Ends sessions of a user; their refresh tokens go with them. `global` names no session. */
export async function deleteSessions(
  db: Pool | ClientBase,
  userId: string,
  sessionId: string | null,
  scope: LogoutScope,
): Promise<void> {
  await db.query(
    `delete from auth.sessions
     where user_id = $1::uuid
       and case $3::text when 'local' then id = $2::uuid when 'others' then id <> $2::uuid else true end`,
    [userId, sessionId, scope],
  );
}
