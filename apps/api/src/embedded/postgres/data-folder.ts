import { createHash } from 'node:crypto';
import { access, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { findServerUser, isReachableBy, makePassableFolder } from '@blunari/db/server';
import { toStartError } from '../start-error.ts';
import { lockDataFolder } from './lock-data-folder.ts';

/** Where the data of one copy of the product lies. Nobody else uses it until `release`. */
export interface DataFolder {
  /** Keys, passwords and the file that tells how to reach the running stack. */
  readonly path: string;
  /** The database; usually `postgres` inside the folder. */
  readonly postgresPath: string;
  /** True where Postgres may not enter the folder and its data lies elsewhere: the start says so. */
  readonly isPostgresElsewhere: boolean;
  readonly release: () => void;
}

/** Root's checkout usually lies under a home that only root may enter, and Postgres never runs as root. */
const OPEN_ROOT = '/var/lib/blunari';

/**
 * Makes the folder if it is new, and takes it. Throws StartError when another copy of the product holds it.
 * @param path absolute path, `DATA_DIR`
 */
export async function openDataFolder(path: string): Promise<DataFolder> {
  try {
    // Postgres's own account has to pass, nobody else needs to look inside.
    await makePassableFolder(path);
    await access(path, 0o2);
    const release = await lockDataFolder(path);
    const postgresPath = await choosePostgresPath(path);
    return { path, postgresPath, isPostgresElsewhere: !postgresPath.startsWith(path), release };
  } catch (error) {
    throw toStartError(error, path);
  }
}

async function choosePostgresPath(path: string): Promise<string> {
  const usual = join(await realpath(path), 'postgres');
  const user = await findServerUser(usual);
  if (user === undefined || (await isReachableBy(user, await realpath(path)))) return join(path, 'postgres');
  const name = createHash('sha256').update(usual).digest('hex').slice(0, 16);
  return join(OPEN_ROOT, name, 'postgres');
}
