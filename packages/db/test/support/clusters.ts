import { chmod, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { runToEnd, spawnPostmaster } from '../../src/server/postgres-process.ts';
import { startPostgres } from '../../src/server/start-postgres.ts';
import { findServerUser } from '../../src/server/server-user.ts';
import { makeServerFolder } from '../../src/testing/server-folder.ts';
import { toolPath } from './optional-tools.ts';

/** A whole server of a test's own, for what is true of a cluster: roles, and another major version. */
export interface Cluster {
  readonly superuserUrl: string;
  readonly stop: () => Promise<void>;
}

export async function startCluster(major: 15 | 17): Promise<Cluster> {
  const folder = await makeServerFolder();
  await chmod(folder, 0o777);
  const server = await (major === 15 ? startDebian(folder) : startEmbedded(folder));
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { superuserUrl: server.superuserUrl, stop };
}

async function startEmbedded(folder: string): Promise<Cluster> {
  return startPostgres({ dataDir: join(folder, 'postgres'), isDurable: false });
}

async function startDebian(folder: string): Promise<Cluster> {
  const program = toolPath('Postgres 15');
  const dataDir = join(folder, 'postgres-15');
  const user = await findServerUser(dataDir);
  const flags = ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync', '--username=supabase_admin', '--auth=trust'];
  const { exitCode, output } = await runToEnd(join(dirname(program), 'initdb'), [...flags, '-D', dataDir], user);
  if (exitCode !== 0) throw new Error(output);
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'wal_level=logical', 'fsync=off'];
  const args = ['-D', dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const postmaster = await spawnPostmaster(program, args, user, () => undefined);
  const superuserUrl = `postgres://supabase_admin:unused@127.0.0.1:${port}/postgres`;
  await waitFor(superuserUrl);
  const stop = async (): Promise<void> => {
    process.kill(postmaster.pid, 'SIGINT');
    await postmaster.exited;
  };
  return { superuserUrl, stop };
}

export async function waitFor(url: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (attempt === 200) throw error;
      await delay(50);
    }
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}
