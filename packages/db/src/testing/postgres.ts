import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { applySupabaseLayout } from '../layout/apply-supabase-layout.ts';
import { ensureMessagePartitions } from '../layout/ensure-message-partitions.ts';
import { setLoginPassword } from '../layout/set-login-password.ts';
import { migrate } from '../migrate/migrate.ts';
import { startPostgres } from '../server/start-postgres.ts';
import { withClient } from '../server/with-client.ts';
import { makeServerFolder } from './server-folder.ts';

const TEMPLATE = 'blunari_template';

/** Login passwords are the cluster's, so all databases of a run share them. */
export interface TestServer {
  readonly superuserUrl: string;
  readonly passwords: TestPasswords;
}

interface TestPasswords {
  readonly postgres: string;
  readonly authenticator: string;
  readonly supabase_auth_admin: string;
  readonly supabase_realtime_admin: string;
  readonly blunari_api: string;
}

declare module 'vitest' {
  // Vitest's way to type what a global set-up hands to the workers.
  interface ProvidedContext {
    blunariTestServer: TestServer;
  }
}

/** Starts the one server of a test run, with a template database that `createTestDatabase` clones. */
export async function startTestServer(): Promise<TestServer & { readonly stop: () => Promise<void> }> {
  const folder = await makeServerFolder();
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    isDurable: false,
    settings: { max_connections: '300' },
  });
  const { superuserUrl } = server;
  const passwords = makePasswords();
  await prepareTemplate(superuserUrl, passwords);
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { superuserUrl, passwords, stop };
}

/** A database of a test's own, with the connection URL of each role. */
export interface TestDatabase {
  readonly name: string;
  readonly urls: {
    readonly superuser: string;
    /** `postgres`: owns the tables of the migrations, no superuser. */
    readonly owner: string;
    readonly api: string;
    readonly auth: string;
    readonly realtime: string;
    readonly authenticator: string;
  };
  readonly drop: () => Promise<void>;
}

/** Clones the template. For tests of a package whose Vitest config names `@blunari/db`'s `src/testing/global-setup.ts`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { superuserUrl, passwords } = inject('blunariTestServer');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await withClient(superuserUrl, async (client) => {
    await client.query(`create database ${name} template ${TEMPLATE} strategy file_copy`);
    // Rights on a database are not cloned with it.
    await client.query(`grant all on database ${name} to postgres`);
  });
  const urlOf = (role: keyof TestPasswords): string => databaseUrl(superuserUrl, name, role, passwords[role]);
  const urls = {
    superuser: databaseUrl(superuserUrl, name),
    owner: urlOf('postgres'),
    api: urlOf('blunari_api'),
    auth: urlOf('supabase_auth_admin'),
    realtime: urlOf('supabase_realtime_admin'),
    authenticator: urlOf('authenticator'),
  };
  const drop = (): Promise<void> =>
    withClient(superuserUrl, async (client) => {
      // Closed connections take a moment to leave. Cut off, they would report an error that no test listens to any more.
      await client.query(`
        do $$ begin
          for attempt in 1 .. 40 loop
            exit when not exists (select from pg_stat_activity where datname = '${name}');
            perform pg_sleep(0.05);
            perform pg_stat_clear_snapshot();
          end loop;
        end $$`);
      await client.query(`drop database if exists ${name} with (force)`);
    });
  return { name, urls, drop };
}

async function prepareTemplate(superuserUrl: string, passwords: TestPasswords): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    await client.query(`create database ${TEMPLATE}`);
  });
  const templateUrl = databaseUrl(superuserUrl, TEMPLATE);
  const { blunari_api: apiPassword, ...layoutPasswords } = passwords;
  await applySupabaseLayout(templateUrl, layoutPasswords);
  await migrate(databaseUrl(superuserUrl, TEMPLATE, 'postgres', passwords.postgres));
  await withClient(templateUrl, async (client) => {
    await ensureMessagePartitions(client, new Date());
    await setLoginPassword(client, 'blunari_api', apiPassword);
  });
}

function makePasswords(): TestPasswords {
  return {
    postgres: randomPassword(),
    authenticator: randomPassword(),
    supabase_auth_admin: randomPassword(),
    supabase_realtime_admin: randomPassword(),
    blunari_api: randomPassword(),
  };
}

function randomPassword(): string {
  return randomBytes(16).toString('hex');
}

function databaseUrl(superuserUrl: string, database: string, role?: string, password?: string): string {
  const url = new URL(superuserUrl);
  url.pathname = `/${database}`;
  if (role !== undefined) url.username = role;
  if (password !== undefined) url.password = password;
  return url.href;
}
