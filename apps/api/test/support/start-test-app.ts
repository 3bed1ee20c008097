import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type Database } from '@blunari/db';
import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import { ok } from '@blunari/schema/result';
import {
  createTRPCClient,
  createTRPCUntypedClient,
  httpLink,
  type TRPCClient,
  type TRPCUntypedClient,
} from '@trpc/client';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import { createApp, type AppDeps } from '../../src/app.ts';
import { loadSigningKeys, type SigningKeys } from '../../src/tokens/signing-keys.ts';
import { createTokenVerifier } from '../../src/tokens/verify-token.ts';
import type { AppRouter } from '../../src/trpc/root.ts';

export const publicUrl = 'http://localhost:8080';
export const widgetUrl = 'http://127.0.0.1:8080';
const issuer = `${publicUrl}/auth/v1`;

/** The HTTP side on a database of its own, called without a port. */
export interface TestApp {
  readonly app: FastifyInstance;
  readonly db: Database;
  readonly urls: TestDatabase['urls'];
  readonly keys: SigningKeys;
  /** File of these keys. */
  readonly keysPath: string;
  /** A request of a visitor's browser to the widgets' origin. */
  readonly visit: (options: InjectOptions) => ReturnType<typeof inject>;
  /** A request of the dashboard to its own origin. */
  readonly staff: (options: InjectOptions) => ReturnType<typeof inject>;
  /** The dashboard's client as a signed-in person. */
  readonly clientOf: (userId: string, claims?: Record<string, unknown>) => Promise<TRPCClient<AppRouter>>;
  /** The same by names of procedures; null is somebody who is not signed in. */
  readonly untypedClientOf: (
    userId: string | null,
    claims?: Record<string, unknown>,
  ) => Promise<TRPCUntypedClient<AppRouter>>;
  /** What a signed-in person shows to interfaces other than tRPC. */
  readonly tokenOf: (userId: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Chrome as people have it; a test's own client would be taken for a bot. */
export const browser =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'blunari-app-'));
  const keysPath = join(folder, 'keys.json');
  const keys = await loadSigningKeys(keysPath);
  const db = createDatabase({ url: database.urls.api });
  const app = await appOn(db, keys, await makeBuilds(folder), options);
  return {
    app,
    db,
    urls: database.urls,
    keys,
    keysPath,
    visit: (request) => inject(app, widgetUrl, request),
    staff: (request) => inject(app, publicUrl, request),
    clientOf: async (userId, claims) =>
      createTRPCClient<AppRouter>({ links: [linkTo(app, await signIn(keys, userId, claims))] }),
    untypedClientOf: async (userId, claims) =>
      createTRPCUntypedClient<AppRouter>({ links: [linkTo(app, userId && (await signIn(keys, userId, claims)))] }),
    tokenOf: (userId) => signIn(keys, userId),
    close: async () => {
      await app.close();
      await db.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type TestAppOptions = Pick<
  Partial<AppDeps>,
  | 'groupLimits'
  | 'limits'
  | 'log'
  | 'now'
  | 'recordSavesEveryMs'
  | 'refusal'
  | 'setup'
  | 'staffLimit'
  | 'trustedProxies'
>;

/** Another process of the same installation: it shares the database, and no memory. */
export async function secondProcess(
  { urls, keys }: TestApp,
  options: TestAppOptions = {},
): Promise<Pick<TestApp, 'visit' | 'close'>> {
  const folder = await mkdtemp(join(tmpdir(), 'blunari-app-'));
  const db = createDatabase({ url: urls.api });
  const app = await appOn(db, keys, await makeBuilds(folder), options);
  return {
    visit: (request) => inject(app, widgetUrl, request),
    close: async () => {
      await app.close();
      await db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function appOn(
  db: Database,
  keys: SigningKeys,
  folders: AppDeps['folders'],
  options: TestAppOptions,
): Promise<FastifyInstance> {
  return createApp({
    db,
    verifyToken: createTokenVerifier({ keys: { kind: 'local', jwks: keys.jwks }, issuers: ['supabase', issuer] }),
    log: options.log ?? pino({ level: 'silent' }),
    now: options.now ?? Date.now,
    publicUrl,
    widgetUrl,
    demoUrl: 'http://localhost:8081',
    supabase: { url: publicUrl, realtimeUrlForWidgets: widgetUrl, anonKey: keys.anonKey },
    readiness: { check: async () => ok(await db.ping()) },
    folders,
    ...(options.recordSavesEveryMs === undefined ? {} : { recordSavesEveryMs: options.recordSavesEveryMs }),
    ...(options.staffLimit === undefined ? {} : { staffLimit: options.staffLimit }),
    ...(options.setup ? { setup: options.setup } : {}),
    ...(options.refusal ? { refusal: options.refusal } : {}),
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.groupLimits ? { groupLimits: options.groupLimits } : {}),
    ...(options.trustedProxies ? { trustedProxies: options.trustedProxies } : {}),
  });
}

function inject(app: FastifyInstance, origin: string, request: InjectOptions) {
  return app.inject({ ...request, headers: { host: new URL(origin).host, 'user-agent': browser, ...request.headers } });
}

function signIn(keys: SigningKeys, userId: string, claims: Record<string, unknown> = {}): Promise<string> {
  const nowS = Math.floor(Date.now() / 1000);
  return keys.sign({
    iss: issuer,
    aud: 'authenticated',
    role: 'authenticated',
    sub: userId,
    iat: nowS,
    exp: nowS + 600,
    ...claims,
  });
}

function linkTo(app: FastifyInstance, token: string | null) {
  return httpLink<AppRouter>({
    url: `${publicUrl}/trpc`,
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    fetch: async (url, init) => {
      const { statusCode, body } = await inject(app, publicUrl, {
        method: init?.method === 'POST' ? 'POST' : 'GET',
        url: String(url).slice(publicUrl.length),
        headers: Object.fromEntries(new Headers(init?.headers)),
        ...(typeof init?.body === 'string' ? { payload: init.body } : {}),
      });
      return new Response(body, { status: statusCode });
    },
  });
}

/** Builds of dashboard and widgets, small but laid out as Vite does it. */
async function makeBuilds(folder: string): Promise<{ dashboard: string; embed: string }> {
  const dashboard = join(folder, 'dashboard');
  const embed = join(folder, 'embed');
  const manifest = {
    'src/frame/main.tsx': {
      file: 'assets/frame-abc.js',
      src: 'src/frame/main.tsx',
      isEntry: true,
      css: ['assets/frame-abc.css'],
      imports: ['_shared.js'],
      dynamicImports: ['../widgets/src/i18n/it.ts', '../widgets/src/catering/CateringWidget.tsx', 'src/frame/live.ts'],
    },
    '_shared.js': { file: 'assets/shared-def.js' },
    '../widgets/src/catering/CateringWidget.tsx': {
      file: 'assets/CateringWidget-ghi.js',
      isDynamicEntry: true,
      imports: ['src/frame/main.tsx', '_shared.js', '_prices.js'],
    },
    '../widgets/src/i18n/it.ts': { file: 'assets/it-pqr.js', isDynamicEntry: true, imports: ['src/frame/main.tsx'] },
    '_prices.js': { file: 'assets/prices-jkl.js' },
    'src/frame/live.ts': { file: 'assets/live-mno.js', isDynamicEntry: true },
  };
  await mkdir(join(dashboard, 'assets'), { recursive: true });
  await mkdir(join(embed, 'assets'), { recursive: true });
  await mkdir(join(embed, '.vite'));
  await writeFile(join(dashboard, 'index.html'), '<!doctype html><title>Dashboard</title>');
  await writeFile(join(dashboard, 'assets', 'main-abc.js'), 'void 0;');
  await writeFile(join(embed, 'embed.js'), '// loader');
  await writeFile(join(embed, 'assets', 'frame-abc.js'), 'void 0;');
  await writeFile(join(embed, '.vite', 'manifest.json'), JSON.stringify(manifest));
  return { dashboard, embed };
}
