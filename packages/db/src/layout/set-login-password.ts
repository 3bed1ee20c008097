import { escapeIdentifier, escapeLiteral, type ClientBase } from 'pg';

/** Lets a role log in with a password. Roles belong to the whole cluster, so this is true of all its databases. */
export async function setLoginPassword(superuser: ClientBase, role: string, password: string): Promise<void> {
  await superuser.query(`alter role ${escapeIdentifier(role)} login password ${escapeLiteral(password)}`);
}
