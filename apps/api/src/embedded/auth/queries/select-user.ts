import type { ClientBase, Pool } from 'pg';
import { userRowSchema, type UserRow } from '../user.ts';
import { userColumns } from './user-columns.ts';

/** One user, found by id or by e-mail address (kept in lower case); a softly deleted one only where that is asked for. */
export async function selectUser(
  db: Pool | ClientBase,
  by: { id: string; includesDeleted?: boolean } | { email: string },
): Promise<UserRow | undefined> {
  const [condition, value, includesDeleted] =
    'id' in by
      ? ['u.id = $1::uuid', by.id, by.includesDeleted ?? false]
      : ['u.email = lower($1::text) and not u.is_sso_user', by.email, false];
  const { rows } = await db.query<Record<string, unknown>>(
    `select ${userColumns} from auth.users u where ($2::boolean or u.deleted_at is null) and ${condition}`,
    [value, includesDeleted],
  );
  return rows[0] && userRowSchema.parse(rows[0]);
}
