import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import fastify, { type FastifyInstance } from 'fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadSigningKeys, type SigningKeys } from '../../tokens/signing-keys.ts';
import { authGateway } from './auth-gateway.ts';
import { createUser } from './create-user.ts';
import type { AuthGatewayOptions } from './gateway-options.ts';

const password = 'truffle-season-2026';
const dashboardOrigin = 'http://dashboard.example:5173';

let folder: string;
let database: TestDatabase;
let pool: Pool;
let keys: SigningKeys;
let clockMs = Date.now();
let app: FastifyInstance;
let baseUrl: string;
let emailCounter = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'auth-'));
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.urls.auth, max: 4 });
  keys = await loadSigningKeys(join(folder, 'keys.json'));
  ({ app, baseUrl } = await startServer());
});

afterAll(async () => {
  await app.close();
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => {
  clockMs = Date.now();
});

async function startServer(options: Partial<AuthGatewayOptions> = {}) {
  const server = fastify({ logger: false });
  await server.register(authGateway, {
    pool,
    keys,
    issuer: 'http://localhost:8080/auth/v1',
    log: server.log,
    clock: { now: () => clockMs },
    allowedOrigins: [dashboardOrigin],
    ...options,
  });
  return { app: server, baseUrl: await server.listen({ port: 0, host: '127.0.0.1' }) };
}

function client(url = baseUrl): SupabaseClient {
  return createClient(url, keys.anonKey, { auth: { persistSession: false, autoRefreshToken: false } });
}

async function newUser() {
  emailCounter += 1;
  const email = `person-${emailCounter}@example.com`;
  const { id } = await createUser(pool, { email, password, userMetadata: { name: 'Ada' } });
  return { email, id };
}

async function signedIn() {
  const { email, id } = await newUser();
  const supabase = client();
  const { data, error } = await supabase.auth.signInWithPassword({ email, password });
  if (error) throw error;
  return { supabase, session: data.session, email, id };
}

function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(`${baseUrl}/auth/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const bodySchema = z.looseObject({ refresh_token: z.string().optional(), error_code: z.string().optional() });

async function refresh(token: string) {
  const answer = await post('/token?grant_type=refresh_token', { refresh_token: token });
  return { status: answer.status, ...bodySchema.parse(await answer.json()) };
}

async function getUser(token?: string) {
  const answer = await fetch(`${baseUrl}/auth/v1/user`, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  return [answer.status, bodySchema.parse(await answer.json()).error_code];
}

const preflight = (origin: string) => fetch(`${baseUrl}/auth/v1/token`, { method: 'OPTIONS', headers: { origin } });

async function refusalTimeMs(email: string) {
  const start = performance.now();
  await post('/token?grant_type=password', { email, password: 'not the one' });
  return performance.now() - start;
}

const medianOfSeven = (values: number[]) => values.toSorted((a, b) => a - b)[3] ?? 0;

describe('signing in', () => {
  it('gives a session whose token names the user, and tells listeners', async () => {
    const { email, id } = await newUser();
    const supabase = client();
    const events: string[] = [];
    supabase.auth.onAuthStateChange((event) => events.push(event));
    const { data, error } = await supabase.auth.signInWithPassword({ email: email.toUpperCase(), password });
    expect(error).toBeNull();
    expect(data.user).toMatchObject({ id, email, role: 'authenticated', user_metadata: { name: 'Ada' } });
    expect(data.user?.identities?.[0]).toMatchObject({ provider: 'email', user_id: id });
    expect(data.session).toMatchObject({ token_type: 'bearer', expires_in: 3600 });
    expect(events).toContain('SIGNED_IN');

    const claims = await supabase.auth.getClaims();
    expect(claims.error).toBeNull();
    expect(claims.data?.claims).toMatchObject({ sub: id, role: 'authenticated', aud: 'authenticated', aal: 'aal1' });
    expect(claims.data?.header.alg).toBe('ES256');
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    const { email } = await newUser();
    for (const address of [email, 'nobody@example.com']) {
      const { error } = await client().auth.signInWithPassword({ email: address, password: 'not the one' });
      expect(error).toMatchObject({ status: 400, code: 'invalid_credentials', message: 'Invalid login credentials' });
    }
  });

  it('takes as long for an unknown address as for a wrong password', async () => {
    const { email } = await newUser();
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 7; round++) {
      known.push(await refusalTimeMs(email));
      unknown.push(await refusalTimeMs('nobody-at-all@example.com'));
    }
    expect(medianOfSeven(unknown) / medianOfSeven(known)).toBeGreaterThan(0.3);
    expect(medianOfSeven(unknown) / medianOfSeven(known)).toBeLessThan(3);
  });

  it('is refused to the banned and the unconfirmed, once they know the password', async () => {
    const { email, id } = await newUser();
    await pool.query(`update auth.users set banned_until = now() + interval '1 day' where id = $1`, [id]);
    expect((await client().auth.signInWithPassword({ email, password })).error?.code).toBe('user_banned');
    await pool.query(`update auth.users set banned_until = null, email_confirmed_at = null where id = $1`, [id]);
    expect((await client().auth.signInWithPassword({ email, password })).error?.code).toBe('email_not_confirmed');
  });

  it('slows down who guesses, without locking out who knows', async () => {
    const limited = await startServer({ signInLimits: { perAccountAndAddress: 3, perAddress: 100, windowMs: 60_000 } });
    const { email } = await newUser();
    const { email: otherEmail } = await newUser();
    const signIn = (secret: string, address = email) =>
      client(limited.baseUrl).auth.signInWithPassword({ email: address, password: secret });
    for (let round = 0; round < 4; round++) expect((await signIn(password)).error).toBeNull();
    for (let round = 0; round < 3; round++) expect((await signIn('guess')).error?.code).toBe('invalid_credentials');
    expect((await signIn(password)).error).toMatchObject({
      status: 429,
      code: 'over_request_rate_limit',
      message: /Try again in 1 minute/,
    });
    expect((await signIn(password, otherEmail)).error).toBeNull();
    clockMs += 60_001;
    expect((await signIn(password)).error).toBeNull();
    await limited.app.close();
  });
});

describe('refreshing', () => {
  it('rotates the token and keeps the session', async () => {
    const { supabase, session, id } = await signedIn();
    const { data, error } = await supabase.auth.refreshSession();
    expect(error).toBeNull();
    expect(data.session?.refresh_token).not.toBe(session.refresh_token);
    expect(data.user?.id).toBe(id);
    expect((await supabase.auth.getUser()).data.user?.id).toBe(id);
  });

  it('gives the current token to a repeat within ten seconds', async () => {
    const { session } = await signedIn();
    const answers = await Promise.all([1, 2, 3].map(() => refresh(session.refresh_token)));
    expect(new Set(answers.map(({ refresh_token: token }) => token)).size).toBe(1);
    expect(answers[0]?.refresh_token).not.toBe(session.refresh_token);
  });

  it('gives a client that lost the answer the same answer again, even later', async () => {
    const { session } = await signedIn();
    const { refresh_token: lost } = await refresh(session.refresh_token);
    clockMs += 60_000;
    expect(await refresh(session.refresh_token)).toMatchObject({ refresh_token: lost });
  });

  it('ends the session when an old token comes back', async () => {
    const { session } = await signedIn();
    const { refresh_token: second = '' } = await refresh(session.refresh_token);
    const { refresh_token: third = '' } = await refresh(second);
    clockMs += 10_001;
    const already = { status: 400, code: 400, error_code: 'refresh_token_already_used' };
    expect(await refresh(session.refresh_token)).toMatchObject(already);
    expect(await refresh(third)).toMatchObject(already);
  });

  it('refuses a token nobody was given', async () => {
    const { error } = await client().auth.refreshSession({ refresh_token: 'made-up' });
    expect(error).toMatchObject({ status: 400, code: 'refresh_token_not_found' });
  });

  it('happens by itself before the token expires', async () => {
    const short = await startServer({ tokenLifetimeS: 5 });
    const { email } = await newUser();
    const supabase = createClient(short.baseUrl, keys.anonKey, {
      auth: { persistSession: false, autoRefreshToken: true },
    });
    const refreshed = new Promise((resolve) => {
      supabase.auth.onAuthStateChange((event) => event === 'TOKEN_REFRESHED' && resolve(true));
    });
    await supabase.auth.signInWithPassword({ email, password });
    await supabase.auth.startAutoRefresh();
    expect(await refreshed).toBe(true);
    await supabase.auth.stopAutoRefresh();
    await short.app.close();
  });
});

describe('the signed-in user', () => {
  it('is known while the session lives, and not after signing out', async () => {
    const { supabase, session, id } = await signedIn();
    expect((await supabase.auth.getUser()).data.user?.id).toBe(id);
    const events: string[] = [];
    supabase.auth.onAuthStateChange((event) => events.push(event));
    expect((await supabase.auth.signOut()).error).toBeNull();
    expect(events).toContain('SIGNED_OUT');
    const after = await client().auth.getUser(session.access_token);
    expect(after.error).toMatchObject({ name: 'AuthSessionMissingError' });
    expect(await refresh(session.refresh_token)).toMatchObject({
      error_code: 'refresh_token_not_found',
    });
  });

  it('signs out here, elsewhere or everywhere', async () => {
    const { supabase: here, email } = await signedIn();
    const elsewhere = client();
    await elsewhere.auth.signInWithPassword({ email, password });
    await here.auth.signOut({ scope: 'others' });
    expect((await here.auth.getUser()).error).toBeNull();
    expect((await elsewhere.auth.getUser()).data.user).toBeNull();
    await elsewhere.auth.signInWithPassword({ email, password });
    await here.auth.signOut({ scope: 'local' });
    expect((await elsewhere.auth.getUser()).error).toBeNull();
  });

  it('changes metadata, address and password; a new password ends the other sessions', async () => {
    const { supabase, email } = await signedIn();
    const { email: takenEmail } = await newUser();
    const elsewhere = client();
    await elsewhere.auth.signInWithPassword({ email, password });

    expect((await supabase.auth.updateUser({ data: { name: null, locale: 'it' } })).data.user?.user_metadata).toEqual({
      email_verified: true,
      locale: 'it',
    });
    expect((await supabase.auth.updateUser({ email: takenEmail })).error?.code).toBe('email_exists');
    expect((await supabase.auth.updateUser({ email: `new-${email}` })).data.user?.email).toBe(`new-${email}`);
    expect((await supabase.auth.updateUser({ password: '12345' })).error?.code).toBe('weak_password');
    expect((await supabase.auth.updateUser({ password })).error?.code).toBe('same_password');
    expect((await supabase.auth.updateUser({ password: 'another-season' })).error).toBeNull();
    expect((await supabase.auth.getUser()).error).toBeNull();
    expect((await elsewhere.auth.getUser()).data.user).toBeNull();
    expect(
      (await client().auth.signInWithPassword({ email: `new-${email}`, password: 'another-season' })).error,
    ).toBeNull();
  });

  it('is nobody without a token, with an API key, with an expired or a foreign token', async () => {
    const { session } = await signedIn();
    const foreign = await loadSigningKeys(join(folder, 'foreign.json'));
    expect(await getUser()).toEqual([401, 'no_authorization']);
    expect(await getUser(keys.anonKey)).toEqual([403, 'bad_jwt']);
    expect(await getUser(foreign.anonKey)).toEqual([403, 'bad_jwt']);
    clockMs += 3_601_000;
    expect(await getUser(session.access_token)).toEqual([403, 'bad_jwt']);
  });
});

describe('signing up', () => {
  it('is off unless allowed', async () => {
    const { error } = await client().auth.signUp({ email: 'stranger@example.com', password });
    expect(error).toMatchObject({ status: 422, code: 'signup_disabled' });
  });

  it('signs in at once where it is allowed, each address once', async () => {
    const open = await startServer({ signupEnabled: true });
    const { data, error } = await client(open.baseUrl).auth.signUp({
      email: 'Newcomer@example.com',
      password,
      options: { data: { name: 'Bo' } },
    });
    expect(error).toBeNull();
    expect(data.session?.user).toMatchObject({ email: 'newcomer@example.com', user_metadata: { name: 'Bo' } });
    const again = await client(open.baseUrl).auth.signUp({ email: 'newcomer@example.com', password });
    expect(again.error?.code).toBe('user_already_exists');
    expect((await client(open.baseUrl).auth.signUp({ email: 'no address', password })).error?.code).toBe(
      'email_address_invalid',
    );
    expect((await client(open.baseUrl).auth.signUp({ email: 'b@example.com', password: '123' })).error?.code).toBe(
      'weak_password',
    );
    expect((await client(open.baseUrl).auth.signInAnonymously()).error?.code).toBe('anonymous_provider_disabled');
    await open.app.close();
  });
});

describe('seeding users', () => {
  it('keeps a fixed id and leaves who exists alone', async () => {
    const id = '6f1f6a3e-58a5-4b0e-9a4c-3f2f4f1c7a10';
    const user = { id, email: 'Owner@demo.example', password, appMetadata: { platform_admin: true } };
    expect(await createUser(pool, user)).toEqual({ id, wasCreated: true });
    expect(await createUser(pool, { ...user, password: 'other' })).toEqual({ id, wasCreated: false });
    const { data } = await client().auth.signInWithPassword({ email: user.email, password });
    expect(data.user).toMatchObject({ id, app_metadata: { platform_admin: true, provider: 'email' } });
  });
});

const tooLong = `{"email":"${'a'.repeat(20_000)}"}`;

describe('the HTTP around it', () => {
  it('publishes its keys at both places, public halves only', async () => {
    for (const path of ['/.well-known/jwks.json', '/auth/v1/.well-known/jwks.json']) {
      const answer = await fetch(baseUrl + path);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({ keys: [expect.not.objectContaining({ d: expect.anything() })] });
    }
  });

  it('speaks both dialects of errors', async () => {
    const body = { email: 'nobody@example.com', password: 'x' };
    expect(await (await post('/token?grant_type=password', body)).json()).toEqual({
      code: 400,
      error_code: 'invalid_credentials',
      msg: 'Invalid login credentials',
    });
    const newer = await post('/token?grant_type=password', body, { 'x-supabase-api-version': '2024-01-01' });
    expect(newer.headers.get('x-supabase-api-version')).toBe('2024-01-01');
    expect(await newer.json()).toEqual({ code: 'invalid_credentials', message: 'Invalid login credentials' });
  });

  it.each([
    ['{', 400, 'bad_json'],
    ['null', 400, 'validation_failed'],
    ['{"email":{"$ne":null},"password":[]}', 400, 'validation_failed'],
    [tooLong, 413, 'request_too_large'],
    ['{"email":"a\\u0000b@example.com","password":"x"}', 400, 'bad_json'],
  ])('answers a body that is none with a reason and no stack: %s', async (body, status, code) => {
    const answer = await post('/token?grant_type=password', body);
    expect([answer.status, bodySchema.parse(await answer.json()).error_code]).toEqual([status, code]);
  });

  it('refuses a grant it does not know', async () => {
    expect((await post('/token?grant_type=pkce', {})).status).toBe(400);
    expect((await post('/token', {})).status).toBe(400);
  });

  it('lets the dashboard’s origin in, and no other', async () => {
    const allowed = await preflight(dashboardOrigin);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(dashboardOrigin);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('x-supabase-api-version');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});
