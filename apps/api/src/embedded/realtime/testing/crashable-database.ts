import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { applySupabaseLayout, ensureMessagePartitions } from '@blunari/db/layout';
import { startPostgres, withClient, type PostgresServer } from '@blunari/db/server';
import type { TestDatabase } from '@blunari/db/testing';

export interface CrashableDatabase extends TestDatabase {
  /** Kills the server as a power cut would, without a chance to say good-bye. */
  crash(): Promise<void>;
  /** Starts it again; it is found at the same address. */
  restart(): Promise<void>;
}

/** A server of its own with the layout of Supabase, safe against crashes, behind an address that stays. */
export async function startCrashableDatabase(): Promise<CrashableDatabase> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'crashable-'));
  await chmod(folder, 0o711);
  const dataDir = join(folder, 'postgres');
  let server: PostgresServer = await startPostgres({ dataDir });
  const door = createServer((socket) => {
    const behind = connect(server.port, '127.0.0.1');
    socket.pipe(behind).pipe(socket);
    socket.on('error', () => behind.destroy());
    behind.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const password = 'only-for-this-run';
  await applySupabaseLayout(server.superuserUrl, {
    postgres: password,
    authenticator: password,
    supabase_auth_admin: password,
    supabase_realtime_admin: password,
  });
  await withClient(server.superuserUrl, (client) => ensureMessagePartitions(client, new Date()));
  const urlOf = (role?: string) => behindDoor(server.superuserUrl, portOf(door.address()), role, password);
  return {
    name: 'postgres',
    urls: {
      superuser: urlOf(),
      owner: urlOf('postgres'),
      api: urlOf('authenticator'),
      auth: urlOf('supabase_auth_admin'),
      realtime: urlOf('supabase_realtime_admin'),
      authenticator: urlOf('authenticator'),
    },
    crash: async () => {
      const [pid] = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGKILL');
      await server.exited;
    },
    restart: async () => {
      server = await startPostgres({ dataDir });
    },
    drop: async () => {
      door.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function behindDoor(superuserUrl: string, port: number, role: string | undefined, password: string): string {
  const url = new URL(superuserUrl);
  url.port = String(port);
  if (role !== undefined) {
    url.username = role;
    url.password = password;
  }
  return url.href;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The door is not open.');
  return address.port;
}
