import { join, resolve } from 'node:path';
import { readMigrationScript } from '@blunari/db/readiness';
import { demoTenants } from '@blunari/schema/demo';
import type { FastifyBaseLogger } from 'fastify';
import { createApp } from '../app.ts';
import { createDemoSite } from '../demo-site/create-demo-site.ts';
import { openDataFolder } from '../embedded/postgres/data-folder.ts';
import { writeRuntimeFile } from '../embedded/runtime-file.ts';
import { StartError, toListenError } from '../embedded/start-error.ts';
import type { Env } from '../env.ts';
import { connectSupabase } from '../hosted/connect-supabase.ts';
import type { Backend, EmbeddedBackend } from './backend.ts';
import { answerMetrics } from '../observability/answer-metrics.ts';
import { createMetrics, type Metrics } from '../observability/metrics.ts';
import { bindPort, type BoundPort } from './bind-port.ts';
import { flushTicks } from './flush-ticks.ts';
import { startEmbeddedBackend } from './start-embedded-backend.ts';

const appsFolder = resolve(import.meta.dirname, '../../..');

/** How long answers under way may take once the product is told to stop. */
const graceMs = 5000;

export interface Product {
  readonly embedded: EmbeddedBackend | undefined;
  /** Whether the database is migrated and lets the API in; if not, product endpoints say so until it does. */
  readonly isReady: boolean;
  /** Ends in order: no new requests, answers under way, sockets, pools, the database. */
  readonly stop: () => Promise<void>;
}

/** Starts everything; resolves once it is true that the product can be used. Leaves nothing behind when it fails. */
export async function startProduct(env: Env, log: FastifyBaseLogger): Promise<Product> {
  const cleanup = new AsyncDisposableStack();
  try {
    const { embedded, gate } = await start(env, log, cleanup);
    return { embedded, isReady: gate.isOpen(), stop: () => cleanup.disposeAsync() };
  } catch (error) {
    await cleanup.disposeAsync();
    throw error;
  }
}

async function start(env: Env, log: FastifyBaseLogger, cleanup: AsyncDisposableStack): Promise<Backend> {
  // The lock and the ports before anything slow: a second copy learns at once that it is one.
  const folder = env.supabase ? undefined : await openDataFolder(env.dataDir);
  if (folder) cleanup.defer(folder.release);
  const web = await bind(env.port, env.host, 'PORT', cleanup);
  const demo = folder ? await bind(env.demoPort, env.host, 'DEMO_PORT', cleanup) : undefined;
  const metrics = createMetrics();
  await serveMetrics(env, metrics, cleanup);
  const backend = folder
    ? await startEmbeddedBackend(env, folder, log, cleanup)
    : await connectSupabase(requireSupabase(env), log, cleanup);
  const ticks = flushTicks(backend.db, backend.gate.isOpen, log);
  cleanup.defer(ticks.stop);
  await serveProduct(env, backend, web, { log, metrics }, cleanup);
  if (demo) await serveDemo(env, demo, cleanup);
  // Last in, first out: doors and sockets close before what they need. A server ends once its sockets have left.
  cleanup.defer(async () => {
    await Promise.all([web.close(graceMs), demo?.close(graceMs), backend.embedded?.closeSockets()]);
  });
  await requireReadiness(env, backend);
  if (backend.embedded) cleanup.defer(await announce(env, backend.embedded));
  return backend;
}

/** What this process migrated by itself must work at once; elsewhere people do it, and the gate opens when they have. */
async function requireReadiness(env: Env, { checkReadiness }: Backend): Promise<void> {
  const ready = await checkReadiness();
  if (!ready.ok && !env.supabase && env.migratesItself) throw new StartError('database', ready.error.message);
}

function requireSupabase(env: Env): NonNullable<Env['supabase']> {
  if (!env.supabase) throw new Error('A data folder is opened unless a Supabase project is set.');
  return env.supabase;
}

/** On loopback, whatever HOST says: what is told there is for who runs the machine. */
async function serveMetrics({ metricsPort }: Env, metrics: Metrics, cleanup: AsyncDisposableStack): Promise<void> {
  if (metricsPort === undefined) return;
  const port = await bind(metricsPort, undefined, 'METRICS_PORT', cleanup);
  port.serve(answerMetrics(metrics));
}

async function bind(
  port: number,
  host: string | undefined,
  variable: 'PORT' | 'DEMO_PORT' | 'METRICS_PORT',
  cleanup: AsyncDisposableStack,
): Promise<BoundPort> {
  try {
    const bound = await bindPort(port, host);
    cleanup.defer(() => bound.close(0));
    return bound;
  } catch (error) {
    throw toListenError(error, port, variable);
  }
}

async function serveProduct(
  env: Env,
  { db, verifyToken, supabase, embedded, gate, lookBefore, checkReadiness }: Backend,
  web: BoundPort,
  { log, metrics }: { readonly log: FastifyBaseLogger; readonly metrics: Metrics },
  cleanup: AsyncDisposableStack,
): Promise<void> {
  const app = await createApp({
    db,
    verifyToken,
    log,
    metrics,
    now: Date.now,
    publicUrl: env.publicUrl,
    widgetUrl: env.widgetUrl,
    demoUrl: embedded ? env.demoUrl : '',
    supabase,
    ...(embedded ? { auth: embedded.auth, realtime: embedded.realtime } : {}),
    readiness: { check: checkReadiness },
    refusal: gate.refusal,
    ...(env.hasTestPage ? { setup: { look: gate.look, lookBefore, readMigrationScript } } : {}),
    ...(env.trustedProxies === undefined ? {} : { trustedProxies: env.trustedProxies }),
    folders: {
      dashboard: join(appsFolder, 'dashboard', 'dist'),
      embed: join(appsFolder, 'widget-embed', 'dist'),
    },
  });
  cleanup.defer(() => app.close());
  await app.ready();
  web.serve((request, response) => app.routing(request, response), embedded?.handleUpgrade);
}

async function serveDemo(env: Env, port: BoundPort, cleanup: AsyncDisposableStack): Promise<void> {
  const site = await createDemoSite({
    widgetUrl: env.widgetUrl,
    bookingKey: demoTenants.lucia.keys.booking,
    cateringKey: demoTenants.greenFork.keys.catering,
  });
  cleanup.defer(() => site.close());
  await site.ready();
  port.serve((request, response) => site.routing(request, response));
}

function announce(env: Env, { stackEnv, demoSignIns }: EmbeddedBackend): Promise<() => Promise<void>> {
  const urls = { PUBLIC_URL: env.publicUrl, WIDGET_URL: env.widgetUrl, DEMO_URL: env.demoUrl };
  return writeRuntimeFile(env.dataDir, { ...urls, ...stackEnv }, demoSignIns);
}
