import type { ClientBase, Pool } from 'pg';
import { userRowSchema, type UserRow } from '../user.ts';
import { userColumns } from './user-columns.ts';

/** One living user, found by id or by e-mail address (kept in lower case). */
export async function selectUser(
  db: Pool | ClientBase,
  by: { id: string } | { email: string },
): Promise<UserRow | undefined> {
  const [condition, value] =
    'id' in by ? ['u.id = $1::uuid', by.id] : ['u.email = lower($1::text) and not u.is_sso_user', by.email];
  const { rows } = await db.query<Record<string, unknown>>(
    `select ${userColumns} from auth.users u where u.deleted_at is null and ${condition}`,
    [value],
  );
  return rows[0] && userRowSchema.parse(rows[0]);
}
