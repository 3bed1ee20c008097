import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@blunari/db/testing';
import { createClient, type Session, type SupabaseClient } from '@supabase/supabase-js';
import fastify, { type FastifyInstance } from 'fastify';
import { Pool } from 'pg';
import { vi } from 'vitest';
import { z } from 'zod';
import type { Mail } from '../../../mail/mailer.ts';
import { loadSigningKeys, type SigningKeys } from '../../../tokens/signing-keys.ts';
import { authGateway } from '../auth-gateway.ts';
import { createUser } from '../create-user.ts';
import type { AuthGatewayOptions } from '../gateway-options.ts';

/** Of every user that `newUser` makes. */
export const password = 'truffle-season-2026';
export const dashboardOrigin = 'http://dashboard.example:5173';

export const issuer = 'http://localhost:8080/auth/v1';
export const siteUrl = `${dashboardOrigin}/dashboard`;

/** What the tests read of an answer. */
export const answerSchema = z.looseObject({ refresh_token: z.string().optional(), error_code: z.string().optional() });
type Answer = z.infer<typeof answerSchema>;

interface AuthServer {
  readonly app: FastifyInstance;
  readonly baseUrl: string;
}

export interface TestAuth extends AuthServer {
  readonly folder: string;
  readonly pool: Pool;
  readonly keys: SigningKeys;
  /** Of every server; a test may turn it. */
  readonly clock: { nowMs: number };
  /** Another server on the same database. */
  startServer(options: Partial<AuthGatewayOptions>): Promise<AuthServer>;
  client(url?: string): SupabaseClient;
  /** With the service key. */
  admin(url?: string): SupabaseClient['auth']['admin'];
  /** All mails of every server, in the order they were sent. */
  readonly mails: Mail[];
  /** The newest mail to an address, once there are `count` of them. */
  mailTo(email: string, count?: number): Promise<SentMail>;
  newUser(): Promise<{ email: string; id: string }>;
  signedIn(): Promise<{ supabase: SupabaseClient; session: Session; email: string; id: string }>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  refresh(token: string): Promise<Answer & { status: number }>;
  stop(): Promise<void>;
}

export interface SentMail extends Mail {
  /** Where its button leads. */
  readonly link: URL;
}

let emailCounter = 0;

/** The auth gateway on a real HTTP server and a database of its own. */
export async function startTestAuth(): Promise<TestAuth> {
  const folder = await mkdtemp(join(tmpdir(), 'auth-'));
  const database = await createTestDatabase();
  const pool = new Pool({ connectionString: database.urls.auth, max: 4 });
  const keys = await loadSigningKeys(join(folder, 'keys.json'));
  const clock = { nowMs: Date.now() };
  const mails: Mail[] = [];
  const startServer = (options: Partial<AuthGatewayOptions> = {}) => serve({ pool, keys, clock, mails }, options);
  const { app, baseUrl } = await startServer();
  const client = (url = baseUrl) => connect(url, keys.anonKey);
  const newUser = () => makeUser(pool);
  const post: TestAuth['post'] = (path, body, headers = {}) => postJson(`${baseUrl}/auth/v1${path}`, body, headers);
  return {
    app,
    baseUrl,
    folder,
    pool,
    keys,
    clock,
    startServer,
    client,
    admin: (url = baseUrl) => connect(url, keys.serviceRoleKey).auth.admin,
    mails,
    mailTo: (email, count = 1) => waitForMail(mails, email, count),
    newUser,
    signedIn: async () => signIn(client(), await newUser()),
    post,
    refresh: async (token) => {
      const answer = await post('/token?grant_type=refresh_token', { refresh_token: token });
      return { status: answer.status, ...answerSchema.parse(await answer.json()) };
    },
    stop: async () => {
      await app.close();
      await pool.end();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function connect(url: string, key: string): SupabaseClient {
  return createClient(url, key, { auth: { persistSession: false, autoRefreshToken: false } });
}

interface Shared {
  readonly pool: Pool;
  readonly keys: SigningKeys;
  readonly clock: { readonly nowMs: number };
  readonly mails: Mail[];
}

async function serve({ pool, keys, clock, mails }: Shared, options: Partial<AuthGatewayOptions>): Promise<AuthServer> {
  const app = fastify({ logger: false });
  await app.register(authGateway, {
    pool,
    keys,
    issuer,
    log: app.log,
    clock: { now: () => clock.nowMs },
    allowedOrigins: [dashboardOrigin],
    mailer: { send: async (mail) => void mails.push(mail), close: () => undefined },
    siteUrl,
    ...options,
  });
  return { app, baseUrl: await app.listen({ port: 0, host: '127.0.0.1' }) };
}

async function makeUser(pool: Pool) {
  emailCounter += 1;
  const email = `person-${emailCounter}@example.com`;
  const { id } = await createUser(pool, { email, password, userMetadata: { name: 'Ada' } });
  return { email, id };
}

async function signIn(supabase: SupabaseClient, { email, id }: { email: string; id: string }) {
  const { data, error } = await supabase.auth.signInWithPassword({ email, password });
  if (error) throw error;
  return { supabase, session: data.session, email, id };
}

function postJson(url: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

function waitForMail(mails: readonly Mail[], email: string, count: number): Promise<SentMail> {
  return vi.waitFor(() => {
    const received = mails.filter(({ to }) => to === email);
    const mail = received.at(-1);
    if (!mail || received.length < count) throw new Error(`${received.length} mails to ${email}, not ${count}`);
    const link = /https?:\S+/.exec(mail.text)?.[0] ?? siteUrl;
    return { ...mail, link: new URL(link) };
  }, 5000);
}
