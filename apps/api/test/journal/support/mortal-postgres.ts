import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { applySupabaseLayout, ensureMessagePartitions, setLoginPassword } from '@blunari/db/layout';
import { migrate } from '@blunari/db/migrate';
import { PostgresStartError, startPostgres, withClient, type PostgresServer } from '@blunari/db/server';

/** A database that is safe against power cuts, as in production, to be killed and started again on the same port. */
export interface MortalPostgres {
  readonly urls: { readonly owner: string; readonly api: string };
  /** SIGKILL, then a start as after a power cut. */
  readonly killAndRestart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const password = 'only-for-this-run';
/** Backends of the killed server hold its memory for a moment. */
const startAttempts = 40;

export async function startMortalPostgres(): Promise<MortalPostgres> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'blunari-mortal-'));
  await chmod(folder, 0o711);
  const dataDir = join(folder, 'postgres');
  let server = await startPostgres({ dataDir });
  const { port, superuserUrl } = server;
  const urls = { owner: as(superuserUrl, 'postgres'), api: as(superuserUrl, 'blunari_api') };
  await prepare(superuserUrl, urls.owner);
  return {
    urls,
    killAndRestart: async () => {
      const [pid] = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGKILL');
      await server.exited;
      server = await startAgain(dataDir, port);
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startAgain(dataDir: string, port: number): Promise<PostgresServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startPostgres({ dataDir, port });
    } catch (error) {
      if (!(error instanceof PostgresStartError) || attempt === startAttempts) throw error;
      await delay(250);
    }
  }
}

async function prepare(superuserUrl: string, ownerUrl: string): Promise<void> {
  await applySupabaseLayout(superuserUrl, {
    postgres: password,
    authenticator: password,
    supabase_auth_admin: password,
    supabase_realtime_admin: password,
  });
  await migrate(ownerUrl);
  await withClient(superuserUrl, async (client) => {
    await ensureMessagePartitions(client, new Date());
    await setLoginPassword(client, 'blunari_api', password);
  });
}

function as(superuserUrl: string, role: string): string {
  const url = new URL(superuserUrl);
  url.username = role;
  url.password = password;
  return url.href;
}
