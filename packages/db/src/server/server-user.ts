import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import { PostgresStartError } from './postgres-start-error.ts';

/** The account Postgres runs under when we are root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Postgres refuses to run as root, so under root it gets the account that owns the data, or else `nobody`, which every
 * Linux and macOS has. Anyone else runs it as themselves: undefined.
 */
export async function findServerUser(dataDir: string): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const data = await stat(dataDir).catch(() => undefined);
  if (data !== undefined && data.uid !== 0) return { uid: data.uid, gid: data.gid };
  const passwd = await readFile('/etc/passwd', 'utf8');
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody');
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
  if (!Number.isInteger(uid) || !Number.isInteger(gid) || uid === 0) {
    const message = 'Postgres cannot run as root and there is no account "nobody": add one, or start as another user.';
    throw new PostgresStartError('no_unprivileged_user', message);
  }
  // macOS writes -2 for nobody; the system calls want it unsigned.
  return { uid: uid >>> 0, gid: gid >>> 0 };
}

/** Whether the user may pass every existing folder on the way to the path, and enter or read the path itself. */
export async function isReachableBy(user: ServerUser, path: string): Promise<boolean> {
  const parent = dirname(path);
  if (parent !== path && !(await isReachableBy(user, parent))) return false;
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return true;
  const shift = found.uid === user.uid ? 6 : found.gid === user.gid ? 3 : 0;
  const bits = (found.mode >> shift) & 0o7;
  return found.isDirectory() ? (bits & 0o1) !== 0 : (bits & 0o4) !== 0;
}
