import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { hashPassword, isPasswordRight } from '../embedded/auth/passwords.ts';
import { deleteSessions } from '../embedded/auth/queries/delete-sessions.ts';
import { selectUser } from '../embedded/auth/queries/select-user.ts';
import { updateUser } from '../embedded/auth/queries/update-user.ts';
import type { UserRow } from '../embedded/auth/user.ts';

/** The same for everybody of a demo that only this machine can reach, and printed at every start. */
export const knownPassword = 'table-for-two';

export function randomPassword(): string {
  return randomBytes(12).toString('base64url');
}

/** The accounts of these addresses that still have the password everybody knows. */
export async function findKnownPasswords(pool: Pool, emails: readonly string[]): Promise<readonly UserRow[]> {
  const users = await Promise.all(
    emails.map(async (email) => {
      const user = await selectUser(pool, { email });
      return user && (await isPasswordRight(knownPassword, user.encrypted_password)) ? [user] : [];
    }),
  );
  return users.flat();
}

/** Gives the account a password that strangers do not know, and ends what they may have begun with the old one. */
export async function retireKnownPassword(pool: Pool, user: UserRow, password: string, now: Date): Promise<void> {
  await updateUser(pool, user.id, { passwordHash: await hashPassword(password) }, now);
  await deleteSessions(pool, user.id, null, 'global');
}
