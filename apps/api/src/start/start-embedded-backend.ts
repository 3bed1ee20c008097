import { join } from 'node:path';
import { createDatabase } from '@blunari/db';
import { migrate, MigrationError } from '@blunari/db/migrate';
import { lookAsApi, lookAsOwner } from '@blunari/db/readiness';
import { hearLostConnections } from '@blunari/db/server';
import { Pool } from 'pg';
import type { FastifyBaseLogger, FastifyPluginAsync } from 'fastify';
import { authGateway } from '../embedded/auth/auth-gateway.ts';
import type { DataFolder } from '../embedded/postgres/data-folder.ts';
import { keepHouse } from '../embedded/postgres/keep-house.ts';
import { keepMessagePartitions } from '../embedded/postgres/keep-message-partitions.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../embedded/postgres/start-embedded-postgres.ts';
import { createRealtimeGateway } from '../embedded/realtime/realtime-gateway.ts';
import type { DemoSignIn } from '../embedded/runtime-file.ts';
import { StartError } from '../embedded/start-error.ts';
import type { Env } from '../env.ts';
import { createFolderMailer } from '../mail/folder-mailer.ts';
import type { Mailer } from '../mail/mailer.ts';
import { createSmtpMailer } from '../mail/smtp-mailer.ts';
import { DatabaseGate } from '../readiness/database-gate.ts';
import { API_KEY_ISSUER } from '../tokens/key-file.ts';
import { loadSigningKeys, type SigningKeys } from '../tokens/signing-keys.ts';
import { alsoTrust } from '../tokens/trust-project.ts';
import { createTokenVerifier } from '../tokens/verify-token.ts';
import type { Backend } from './backend.ts';
import { checkEmbedded } from './check-embedded.ts';
import { isPublic } from './is-public.ts';
import { seedDemoData } from './seed-demo-data.ts';

/**
 * Database, Auth and Realtime of this machine, with migrations and demo data in place. What must be undone at the end
 * is put on `cleanup`, in the order in which it may go: the database last.
 */
export async function startEmbeddedBackend(
  env: Env,
  folder: DataFolder,
  log: FastifyBaseLogger,
  cleanup: AsyncDisposableStack,
): Promise<Backend> {
  const postgres = await startEmbeddedPostgres({
    folder,
    migrate: env.migratesItself ? runMigrations : undefined,
    now: () => new Date(),
    log: (line) => log.debug({ line }, 'postgres'),
  });
  cleanup.defer(postgres.stop);
  const { urls } = postgres;
  const keys = await loadSigningKeys(join(folder.path, 'signing-keys.json'));
  const authPool = openAuthPool(urls.auth, log, cleanup);
  const demoSignIns = env.migratesItself ? await seed(env, folder, authPool, urls.owner) : [];
  const db = createDatabase({ url: urls.api });
  cleanup.defer(db.close);
  keepPartitions(urls.superuser, log, cleanup);
  const gate = new DatabaseGate({ look: () => lookAsApi(urls.api), log, random: Math.random });
  cleanup.defer(gate.stop);
  const house = keepHouse({
    ownerUrl: urls.owner,
    isReady: gate.isOpen,
    onFailure: (error) => log.error({ err: error }, 'a job that runs by itself failed; it is tried again'),
  });
  cleanup.defer(house.stop);
  const issuer = `${env.publicUrl}/auth/v1`;
  const verifyOwn = createTokenVerifier({
    keys: { kind: 'local', jwks: keys.jwks },
    issuers: [API_KEY_ISSUER, issuer],
  });
  const verifyToken = env.trustedProject ? alsoTrust(env.trustedProject, verifyOwn) : verifyOwn;
  const realtime = await createRealtimeGateway({
    databaseUrl: urls.realtime,
    verifyToken,
    log,
    ...(env.trustedProxies === undefined ? {} : { trustedProxies: env.trustedProxies }),
  });
  const closeSockets = once(realtime.close);
  cleanup.defer(closeSockets);
  const mailer = openMailer(env, folder, log);
  cleanup.defer(async () => mailer.close());
  const auth: FastifyPluginAsync = async (app) => {
    await app.register(authGateway, {
      pool: authPool,
      keys,
      issuer,
      ...(env.trustedProject === undefined ? {} : { trustedProject: env.trustedProject }),
      log,
      mailer,
      // Addresses are confirmed where mails arrive by themselves.
      confirmsEmail: env.mail.smtpUrl !== undefined,
      siteUrl: `${env.publicUrl}/dashboard`,
      redirectUrls: env.auth.redirectUrls,
      signupEnabled: env.auth.isSignupEnabled,
      passwordChange: env.auth.passwordChange,
      ...(env.auth.sessionLifetimeS === undefined ? {} : { sessionLifetimeS: env.auth.sessionLifetimeS }),
    });
  };
  return {
    db,
    verifyToken,
    supabase: { url: env.publicUrl, realtimeUrlForWidgets: env.widgetUrl, anonKey: keys.anonKey },
    gate,
    lookBefore: () => lookAsOwner(urls.owner),
    checkReadiness: () => checkEmbedded({ gate, deafForMs: realtime.deafForMs, db }, Temporal.Now.plainDateISO('UTC')),
    embedded: {
      auth,
      realtime: realtime.httpPlugin,
      handleUpgrade: realtime.handleUpgrade,
      closeSockets,
      stackEnv: stackEnvOf(env, keys, postgres),
      demoSignIns,
      postgresPath: folder.isPostgresElsewhere ? folder.postgresPath : undefined,
      exited: postgres.exited,
    },
  };
}

function seed(env: Env, folder: DataFolder, authPool: Pool, ownerUrl: string): Promise<readonly DemoSignIn[]> {
  return seedDemoData({ authPool, ownerUrl, folderPath: folder.path, isPublic: isPublic(env), now: new Date() });
}

async function runMigrations(ownerUrl: string): Promise<void> {
  try {
    await migrate(ownerUrl);
  } catch (error) {
    throw error instanceof MigrationError ? new StartError('database', error.message, { cause: error }) : error;
  }
}

/** Sockets leave early in the stop, and in any case when the rest is undone. */
function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => (closing ??= close());
}

function openAuthPool(connectionString: string, log: FastifyBaseLogger, cleanup: AsyncDisposableStack): Pool {
  const pool = new Pool({
    connectionString,
    max: 5,
    application_name: 'blunari auth',
    // A database that hangs must not hold whoever signs in for ever.
    connectionTimeoutMillis: 8_000,
    statement_timeout: 10_000,
    query_timeout: 15_000,
  });
  hearLostConnections(pool, (error) => log.debug({ err: error }, 'a database connection of Auth was lost'));
  cleanup.defer(() => pool.end());
  return pool;
}

function openMailer(env: Env, folder: DataFolder, log: FastifyBaseLogger): Mailer {
  const { smtpUrl, from } = env.mail;
  if (smtpUrl !== undefined) return createSmtpMailer(smtpUrl, from);
  return createFolderMailer({ folderPath: join(folder.path, 'mail'), from, log, now: () => new Date() });
}

function keepPartitions(superuserUrl: string, log: FastifyBaseLogger, cleanup: AsyncDisposableStack): void {
  const keeper = keepMessagePartitions({
    superuserUrl,
    now: () => new Date(),
    onFailure: (error) => log.error({ err: error }, 'the partitions of realtime messages could not be made'),
  });
  cleanup.defer(keeper.stop);
}

function stackEnvOf(env: Env, keys: SigningKeys, { urls }: EmbeddedPostgres) {
  return {
    SUPABASE_URL: env.publicUrl,
    SUPABASE_ANON_KEY: keys.anonKey,
    SUPABASE_SERVICE_ROLE_KEY: keys.serviceRoleKey,
    DATABASE_URL: urls.api,
    DATABASE_OWNER_URL: urls.owner,
  };
}
