import { chmod, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { spawnPostmaster } from '../../src/server/postgres-process.ts';
import { findServerUser } from '../../src/server/server-user.ts';
import { freePort, waitFor } from './clusters.ts';
import { toolPath } from './optional-tools.ts';

/** A pooler in transaction mode before a database of the login's, with that many connections to it. */
export async function startPgBouncer(
  target: string,
  serverCount: number,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'blunari-pooler-'));
  await chmod(folder, 0o755);
  const { username, password, hostname, port, pathname } = new URL(target);
  const url = new URL(target);
  url.port = String(await freePort());
  const users = join(folder, 'users.txt');
  await writeFile(users, `"${username}" "${password}"\n`, { mode: 0o644 });
  const settings = join(folder, 'pgbouncer.ini');
  await writeFile(
    settings,
    `[databases]
${pathname.slice(1)} = host=${hostname} port=${port} pool_size=${serverCount}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${url.port}
unix_socket_dir =
pool_mode = transaction
auth_type = scram-sha-256
auth_file = ${users}
max_client_conn = 300
`,
    { mode: 0o644 },
  );
  const pooler = await spawnPostmaster(
    toolPath('PgBouncer'),
    [settings],
    await findServerUser(settings),
    () => undefined,
  );
  await waitFor(url.href);
  const stop = async (): Promise<void> => {
    process.kill(pooler.pid, 'SIGTERM');
    await pooler.exited;
    await rm(folder, { recursive: true, force: true });
  };
  return { url: url.href, stop };
}
