import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@blunari/db/testing';
import { createClient, type Session, type SupabaseClient } from '@supabase/supabase-js';
import fastify, { type FastifyInstance } from 'fastify';
import { Pool } from 'pg';
import { z } from 'zod';
import { loadSigningKeys, type SigningKeys } from '../../../tokens/signing-keys.ts';
import { authGateway } from '../auth-gateway.ts';
import { createUser } from '../create-user.ts';
import type { AuthGatewayOptions } from '../gateway-options.ts';

/** Of every user that `newUser` makes. */
export const password = 'truffle-season-2026';
export const dashboardOrigin = 'http://dashboard.example:5173';

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
  newUser(): Promise<{ email: string; id: string }>;
  signedIn(): Promise<{ supabase: SupabaseClient; session: Session; email: string; id: string }>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  refresh(token: string): Promise<Answer & { status: number }>;
  stop(): Promise<void>;
}

let emailCounter = 0;

/** The auth gateway on a real HTTP server and a database of its own. */
export async function startTestAuth(): Promise<TestAuth> {
  const folder = await mkdtemp(join(tmpdir(), 'auth-'));
  const database = await createTestDatabase();
  const pool = new Pool({ connectionString: database.urls.auth, max: 4 });
  const keys = await loadSigningKeys(join(folder, 'keys.json'));
  const clock = { nowMs: Date.now() };
  const startServer = (options: Partial<AuthGatewayOptions> = {}) => serve(pool, keys, clock, options);
  const { app, baseUrl } = await startServer();
  const client = (url = baseUrl) =>
    createClient(url, keys.anonKey, { auth: { persistSession: false, autoRefreshToken: false } });
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

async function serve(
  pool: Pool,
  keys: SigningKeys,
  clock: { readonly nowMs: number },
  options: Partial<AuthGatewayOptions>,
): Promise<AuthServer> {
  const app = fastify({ logger: false });
  await app.register(authGateway, {
    pool,
    keys,
    issuer: 'http://localhost:8080/auth/v1',
    log: app.log,
    clock: { now: () => clock.nowMs },
    allowedOrigins: [dashboardOrigin],
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
