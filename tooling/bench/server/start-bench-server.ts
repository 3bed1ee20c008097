import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applySupabaseLayout, ensureMessagePartitions } from '@blunari/db/layout';
import { startPostgres, withClient } from '@blunari/db/server';

export interface BenchUrls {
  readonly superuser: string;
  readonly owner: string;
  readonly realtime: string;
}

/** A server of its own in the layout of Supabase, safe against power cuts as in production. */
export async function withBenchServer(run: (urls: BenchUrls) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'blunari-bench-'));
  await chmod(folder, 0o711);
  const server = await startPostgres({ dataDir: join(folder, 'postgres') });
  try {
    await run(await prepare(server.superuserUrl));
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const password = 'only-for-this-run';

async function prepare(superuser: string): Promise<BenchUrls> {
  await applySupabaseLayout(superuser, {
    postgres: password,
    authenticator: password,
    supabase_auth_admin: password,
    supabase_realtime_admin: password,
  });
  await withClient(superuser, (client) => ensureMessagePartitions(client, new Date()));
  return { superuser, owner: as(superuser, 'postgres'), realtime: as(superuser, 'supabase_realtime_admin') };
}

function as(superuserUrl: string, role: string): string {
  const url = new URL(superuserUrl);
  url.username = role;
  url.password = password;
  return url.href;
}
