import type { Pool } from 'pg';
import { z } from 'zod';
import { userRowSchema, type UserRow } from '../user.ts';
import { userColumns } from './user-columns.ts';

const pageRowSchema = z.object({ total: z.coerce.number() });

/** A page of all users, softly deleted ones among them, the newest first, and how many there are. */
export async function selectUsers(
  pool: Pool,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly users: readonly UserRow[]; readonly total: number }> {
  const { rows } = await pool.query<Record<string, unknown>>(
    `select ${userColumns} from auth.users u
     order by u.created_at desc nulls last, u.id limit $1::bigint offset $2::bigint`,
    [limit, offset],
  );
  const counted = await pool.query(`select count(*) as total from auth.users`);
  return { users: rows.map((row) => userRowSchema.parse(row)), total: pageRowSchema.parse(counted.rows[0]).total };
}
