import { join } from 'node:path';
import { createClient } from '@supabase/supabase-js';
import fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadSigningKeys } from '../../tokens/signing-keys.ts';
import { authGateway } from './auth-gateway.ts';
import { answerSchema, issuer, password, startTestAuth, type TestAuth } from './testing/start-test-auth.ts';

let auth: TestAuth;

beforeAll(async () => {
  auth = await startTestAuth();
});

beforeEach(() => {
  auth.clock.nowMs = Date.now();
});

afterAll(() => auth.stop());

describe('refreshing', () => {
  it('rotates the token and keeps the session', async () => {
    const { supabase, session, id } = await auth.signedIn();
    const { data, error } = await supabase.auth.refreshSession();
    expect(error).toBeNull();
    expect(data.session?.refresh_token).not.toBe(session.refresh_token);
    expect(data.user?.id).toBe(id);
    expect((await supabase.auth.getUser()).data.user?.id).toBe(id);
  });

  it('gives the current token to a repeat within ten seconds', async () => {
    const { session } = await auth.signedIn();
    const answers = await Promise.all([1, 2, 3].map(() => auth.refresh(session.refresh_token)));
    expect(new Set(answers.map(({ refresh_token: token }) => token)).size).toBe(1);
    expect(answers[0]?.refresh_token).not.toBe(session.refresh_token);
  });

  it('gives a client that lost the answer the same answer again, even later', async () => {
    const { session } = await auth.signedIn();
    const { refresh_token: lost } = await auth.refresh(session.refresh_token);
    auth.clock.nowMs += 60_000;
    expect(await auth.refresh(session.refresh_token)).toMatchObject({ refresh_token: lost });
  });

  it('ends the session when an old token comes back, and with it what its access tokens may do', async () => {
    const { supabase, session, email } = await auth.signedIn();
    const { refresh_token: second = '' } = await auth.refresh(session.refresh_token);
    const { refresh_token: third = '' } = await auth.refresh(second);
    auth.clock.nowMs += 10_001;
    expect(await auth.refresh(session.refresh_token)).toMatchObject({
      status: 400,
      code: 400,
      error_code: 'refresh_token_already_used',
    });
    expect(await auth.refresh(third)).toMatchObject({ status: 400, error_code: 'refresh_token_not_found' });
    expect((await supabase.auth.updateUser({ password: 'thiefs-password' })).error?.name).toBe(
      'AuthSessionMissingError',
    );
    const owner = await auth.client().auth.signInWithPassword({ email, password });
    expect(owner.error).toBeNull();
  });

  it('gives two servers on one database one successor, whoever comes first', async () => {
    const { session } = await auth.signedIn();
    const other = await auth.startServer({});
    const tabs = [auth.baseUrl, other.baseUrl, auth.baseUrl, other.baseUrl].map(async (url) => {
      const { data } = await auth.client(url).auth.refreshSession({ refresh_token: session.refresh_token });
      return data.session?.refresh_token;
    });
    const tokens = new Set(await Promise.all(tabs));
    expect(tokens.size).toBe(1);
    expect(tokens.has(session.refresh_token)).toBe(false);
    await other.app.close();
  });

  it('ends with the session, where sessions have an end', async () => {
    const strict = await auth.startServer({ sessionLifetimeS: 7200, tokenLifetimeS: 36_000 });
    const { email } = await auth.newUser();
    const supabase = auth.client(strict.baseUrl);
    const { data } = await supabase.auth.signInWithPassword({ email, password });
    auth.clock.nowMs += 7_199_000;
    expect((await supabase.auth.refreshSession()).error).toBeNull();
    auth.clock.nowMs += 2000;
    expect((await supabase.auth.getUser()).error).toMatchObject({ name: 'AuthSessionMissingError' });
    const late = await auth.client(strict.baseUrl).auth.refreshSession({
      refresh_token: data.session?.refresh_token ?? '',
    });
    expect(late.error?.code).toBe('session_expired');
    await strict.app.close();
  });

  it('is limited by network and, beyond that, by account: strangers sign nobody out', async () => {
    const strict = await auth.startServer({ limits: { refreshes: { attempts: 2, windowMs: 60_000 } } });
    const refresh = () => auth.client(strict.baseUrl).auth.refreshSession({ refresh_token: 'made-up' });
    for (let round = 0; round < 2; round++) expect((await refresh()).error?.code).toBe('refresh_token_not_found');
    const tooOften = { status: 429, code: 'over_request_rate_limit' };
    expect((await refresh()).error).toMatchObject(tooOften);
    const { session } = await auth.signedIn();
    const here = auth.client(strict.baseUrl);
    expect((await here.auth.refreshSession(session)).error).toBeNull();
    expect((await here.auth.refreshSession()).error).toBeNull();
    expect((await here.auth.refreshSession()).error).toMatchObject(tooOften);
    await strict.app.close();
  });

  it('refuses a token nobody was given', async () => {
    const { error } = await auth.client().auth.refreshSession({ refresh_token: 'made-up' });
    expect(error).toMatchObject({ status: 400, code: 'refresh_token_not_found' });
  });

  it('happens by itself before the token expires', async () => {
    const short = await auth.startServer({ tokenLifetimeS: 5 });
    const { email } = await auth.newUser();
    const supabase = createClient(short.baseUrl, auth.keys.anonKey, {
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
    const { supabase, session, id } = await auth.signedIn();
    expect((await supabase.auth.getUser()).data.user?.id).toBe(id);
    const events: string[] = [];
    supabase.auth.onAuthStateChange((event) => events.push(event));
    expect((await supabase.auth.signOut()).error).toBeNull();
    expect(events).toContain('SIGNED_OUT');
    const after = await auth.client().auth.getUser(session.access_token);
    expect(after.error).toMatchObject({ name: 'AuthSessionMissingError' });
    expect(await auth.refresh(session.refresh_token)).toMatchObject({
      error_code: 'refresh_token_not_found',
    });
  });

  it('signs out here, elsewhere or everywhere', async () => {
    const { supabase: here, email } = await auth.signedIn();
    const elsewhere = auth.client();
    await elsewhere.auth.signInWithPassword({ email, password });
    await here.auth.signOut({ scope: 'others' });
    expect((await here.auth.getUser()).error).toBeNull();
    expect((await elsewhere.auth.getUser()).data.user).toBeNull();
    await elsewhere.auth.signInWithPassword({ email, password });
    await here.auth.signOut({ scope: 'local' });
    expect((await elsewhere.auth.getUser()).error).toBeNull();
  });

  it('changes metadata, address and password; a new password ends the other sessions', async () => {
    const { supabase, email } = await auth.signedIn();
    const { email: takenEmail } = await auth.newUser();
    const elsewhere = auth.client();
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
      (await auth.client().auth.signInWithPassword({ email: `new-${email}`, password: 'another-season' })).error,
    ).toBeNull();
  });

  it('is nobody without a token, with an API key, with an expired or a foreign token', async () => {
    const { session } = await auth.signedIn();
    const foreign = await loadSigningKeys(join(auth.folder, 'foreign.json'));
    expect(await getUser()).toEqual([401, 'no_authorization']);
    expect(await getUser(auth.keys.anonKey)).toEqual([403, 'bad_jwt']);
    expect(await getUser(foreign.anonKey)).toEqual([403, 'bad_jwt']);
    auth.clock.nowMs += 3_601_000;
    expect(await getUser(session.access_token)).toEqual([403, 'bad_jwt']);
  });
});

it('keeps the shortened address of a session, and no other', async () => {
  const behindProxy = fastify({ logger: false, trustProxy: true });
  const options = { pool: auth.pool, keys: auth.keys, issuer, log: behindProxy.log, siteUrl: issuer };
  const mailer = { send: async () => undefined, close: () => undefined };
  await behindProxy.register(authGateway, { ...options, mailer });
  const { email, id } = await auth.newUser();
  for (const [address, stored] of [
    ['2001:db8:1234:5678:9abc::1', '2001:db8:1234::'],
    ['203.0.113.77', '203.0.113.0'],
  ]) {
    const answer = await behindProxy.inject({
      method: 'POST',
      url: '/auth/v1/token?grant_type=password',
      headers: { 'x-forwarded-for': address },
      payload: { email, password },
    });
    expect(answer.statusCode).toBe(200);
    const { rows } = await auth.pool.query(
      'select host(ip) as ip from auth.sessions where user_id = $1 order by created_at desc, id limit 1',
      [id],
    );
    expect(rows).toEqual([{ ip: stored }]);
  }
  await behindProxy.close();
});

async function getUser(token?: string) {
  const answer = await fetch(`${auth.baseUrl}/auth/v1/user`, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
  return [answer.status, answerSchema.parse(await answer.json()).error_code];
}
