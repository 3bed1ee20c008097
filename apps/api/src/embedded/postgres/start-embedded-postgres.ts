import { applySupabaseLayout, ensureMessagePartitions, setLoginPassword } from '@blunari/db/layout';
import { startPostgres, withClient } from '@blunari/db/server';
import { toStartError } from '../start-error.ts';
import type { DataFolder } from './data-folder.ts';
import { loadPasswords, type DatabasePasswords } from './load-passwords.ts';

export interface EmbeddedPostgresOptions {
  /** Held by the caller, who releases it after `stop`. */
  readonly folder: DataFolder;
  /**
   * Brings the tables up to date, given the URL of the owner; creates the role `blunari_api`, which then may log in.
   * `undefined`: somebody else does both, as with a Supabase project.
   */
  readonly migrate: ((ownerUrl: string) => Promise<void>) | undefined;
  readonly now: () => Date;
  /** Takes each line that Postgres logs. */
  readonly log: (line: string) => void;
}

export interface EmbeddedPostgres {
  readonly urls: EmbeddedPostgresUrls;
  /** Settles when the server is gone, wanted or not. */
  readonly exited: Promise<void>;
  /** Close HTTP, sockets and pools first. */
  readonly stop: () => Promise<void>;
}

/** One URL a role. */
export interface EmbeddedPostgresUrls {
  /** For partitions only; nothing that takes input from strangers holds it. */
  readonly superuser: string;
  /** `postgres`: migrations and jobs. */
  readonly owner: string;
  /** `blunari_api`: everything people do. */
  readonly api: string;
  readonly auth: string;
  readonly realtime: string;
}

/** Starts the database of the data folder and makes it ready for use: layout, migrations, logins, today's partitions. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { folder, log } = options;
  try {
    const passwords = await loadPasswords(folder.path);
    const server = await startPostgres({ dataDir: folder.postgresPath, log });
    const urls = roleUrls(server.superuserUrl, passwords);
    try {
      await prepare(options, urls, passwords);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return { urls, exited: server.exited, stop: server.stop };
  } catch (error) {
    throw toStartError(error, folder.postgresPath);
  }
}

async function prepare(
  { migrate, now }: EmbeddedPostgresOptions,
  urls: EmbeddedPostgresUrls,
  { blunari_api: apiPassword, ...layoutPasswords }: DatabasePasswords,
): Promise<void> {
  await applySupabaseLayout(urls.superuser, layoutPasswords);
  await migrate?.(urls.owner);
  await withClient(urls.superuser, async (superuser) => {
    if (migrate) await setLoginPassword(superuser, 'blunari_api', apiPassword);
    await ensureMessagePartitions(superuser, now());
  });
}

function roleUrls(superuserUrl: string, passwords: DatabasePasswords): EmbeddedPostgresUrls {
  const urlOf = (role: keyof DatabasePasswords): string => {
    const url = new URL(superuserUrl);
    url.username = role;
    url.password = passwords[role];
    return url.href;
  };
  return {
    superuser: superuserUrl,
    owner: urlOf('postgres'),
    api: urlOf('blunari_api'),
    auth: urlOf('supabase_auth_admin'),
    realtime: urlOf('supabase_realtime_admin'),
  };
}
