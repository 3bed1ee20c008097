import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applySupabaseLayout, ensureMessagePartitions, setLoginPassword } from '@blunari/db/layout';
import { migrate } from '@blunari/db/migrate';
import { startPostgres, withClient } from '@blunari/db/server';

/** Where each role logs in. `api` can only once the product is migrated. */
export interface BenchUrls {
  readonly superuser: string;
  /** `postgres`, who owns the tables. */
  readonly owner: string;
  readonly api: string;
  readonly realtime: string;
}

export interface BenchServer {
  readonly urls: BenchUrls;
  /** For further files of a run; it goes with the server. */
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

const password = 'only-for-this-run';

/** A Postgres of its own in the layout of Supabase, safe against power cuts as in production. */
export async function startBenchServer(): Promise<BenchServer> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'blunari-bench-'));
  await chmod(folder, 0o711);
  const server = await startPostgres({ dataDir: join(folder, 'postgres') });
  await applySupabaseLayout(server.superuserUrl, {
    postgres: password,
    authenticator: password,
    supabase_auth_admin: password,
    supabase_realtime_admin: password,
  });
  await withClient(server.superuserUrl, (superuser) => ensureMessagePartitions(superuser, new Date()));
  return {
    urls: urlsOf(server.superuserUrl),
    folder,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same with our migrations. `prepare` runs before them, as a product that is there already. */
export async function startMigratedServer(
  prepare: (ownerUrl: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<BenchServer> {
  const server = await startBenchServer();
  await prepare(server.urls.owner);
  await migrate(server.urls.owner);
  await withClient(server.urls.superuser, (superuser) => setLoginPassword(superuser, 'blunari_api', password));
  return server;
}

/** Runs a bench on a server, and removes the server whatever comes of it. */
export async function withServer(
  starting: Promise<BenchServer>,
  run: (urls: BenchUrls) => Promise<void>,
): Promise<void> {
  const { urls, stop } = await starting;
  try {
    await run(urls);
  } finally {
    await stop();
  }
}

function urlsOf(superuser: string): BenchUrls {
  const as = (role: string): string => {
    const url = new URL(superuser);
    url.username = role;
    url.password = password;
    return url.href;
  };
  return { superuser, owner: as('postgres'), api: as('blunari_api'), realtime: as('supabase_realtime_admin') };
}
