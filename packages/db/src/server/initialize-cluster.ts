import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PostgresBinaries } from './binaries.ts';
import { makePassableFolder } from './make-passable-folder.ts';
import { PostgresStartError, startErrorFromOutput } from './postgres-start-error.ts';
import { runToEnd } from './postgres-process.ts';
import type { ServerUser } from './server-user.ts';

/** Never `postgres`: the bootstrap superuser cannot be demoted, and `postgres` must not be one. */
export const SUPERUSER = 'supabase_admin';

const PASSWORD_FILE = 'superuser-password';

export interface ClusterOptions {
  readonly dataDir: string;
  readonly binaries: PostgresBinaries;
  readonly user: ServerUser | undefined;
  readonly isDurable: boolean;
}

/** Makes the cluster when the folder holds none yet. Returns the superuser's password, kept in the folder. */
export async function initializeCluster(options: ClusterOptions): Promise<string> {
  const { dataDir, binaries } = options;
  const names = await readdir(dataDir).catch((): string[] => []);
  if (names.includes('PG_VERSION')) await assertSameMajor(dataDir, binaries);
  else if (names.length > 0) throw foreignFolder(dataDir);
  else await createCluster(options);
  return (await readFile(join(dataDir, PASSWORD_FILE), 'utf8')).trim();
}

/** initdb works in a folder beside and the result is renamed into place: a cut leaves no half cluster behind. */
async function createCluster({ dataDir, binaries, user, isDurable }: ClusterOptions): Promise<void> {
  const staging = `${dataDir}.initializing`;
  const cluster = join(staging, 'cluster');
  const passwordFile = join(staging, PASSWORD_FILE);
  await rm(staging, { recursive: true, force: true });
  await makePassableFolder(dirname(dataDir));
  await mkdir(staging, { mode: 0o700 });
  await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (user !== undefined) {
    await chown(passwordFile, user.uid, user.gid);
    await chown(staging, user.uid, user.gid);
  }
  const flags = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-locale'];
  const sync = isDurable ? [] : ['--no-sync'];
  const access = [`--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const { exitCode, output } = await runToEnd(binaries.initdb, [...flags, ...sync, ...access, '-D', cluster], user);
  if (exitCode !== 0) {
    await rm(staging, { recursive: true, force: true });
    throw startErrorFromOutput('initdb', output, dataDir);
  }
  await rename(passwordFile, join(cluster, PASSWORD_FILE));
  await chmod(cluster, 0o700);
  await rename(cluster, dataDir);
  await rm(staging, { recursive: true, force: true });
}

async function assertSameMajor(dataDir: string, binaries: PostgresBinaries): Promise<void> {
  const stored = (await readFile(join(dataDir, 'PG_VERSION'), 'utf8')).trim();
  const { output } = await runToEnd(binaries.postgres, ['--version'], undefined);
  const carried = /(\d+)\./.exec(output)?.[1];
  if (carried === stored) return;
  const message = `${dataDir} was written by Postgres ${stored}, this version carries ${carried}: move it away, or choose another DATA_DIR.`;
  throw new PostgresStartError('other_major_version', message);
}

function foreignFolder(dataDir: string): PostgresStartError {
  const message = `${dataDir} holds files that are not Postgres data: empty it, or choose another with DATA_DIR.`;
  return new PostgresStartError('foreign_folder', message);
}
