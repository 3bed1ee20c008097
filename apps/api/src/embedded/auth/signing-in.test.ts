import { hash } from 'bcrypt';
import type { ClientBase, Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createUser } from './create-user.ts';
import { password, startTestAuth, type TestAuth } from './testing/start-test-auth.ts';

let auth: TestAuth;

beforeAll(async () => {
  auth = await startTestAuth();
});

beforeEach(() => {
  auth.clock.nowMs = Date.now();
});

afterAll(() => auth.stop());

/** Until a statement in this database waits for a lock; those of other tests are in other databases of the server. */
async function untilSomebodyWaits(): Promise<void> {
  await vi.waitFor(async () => {
    const { rowCount } = await auth.pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    expect(rowCount).toBe(1);
  }, 5000);
}

describe('signing in', () => {
  it('gives a session whose token names the user, and tells listeners', async () => {
    const { email, id } = await auth.newUser();
    const supabase = auth.client();
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
    const { email } = await auth.newUser();
    for (const address of [email, 'nobody@example.com']) {
      const { error } = await auth.client().auth.signInWithPassword({ email: address, password: 'not the one' });
      expect(error).toMatchObject({ status: 400, code: 'invalid_credentials', message: 'Invalid login credentials' });
    }
  });

  it('is refused to the banned and the unconfirmed, once they know the password', async () => {
    const { email, id } = await auth.newUser();
    await auth.pool.query(`update auth.users set banned_until = now() + interval '1 day' where id = $1`, [id]);
    expect((await auth.client().auth.signInWithPassword({ email, password })).error?.code).toBe('user_banned');
    await auth.pool.query(`update auth.users set banned_until = null, email_confirmed_at = null where id = $1`, [id]);
    expect((await auth.client().auth.signInWithPassword({ email, password })).error?.code).toBe('email_not_confirmed');
  });

  it('comes to nothing with a password that is changed meanwhile, and does not bring it back', async () => {
    // The second cost is below ours: such a hash is made anew at a sign-in.
    for (const cost of [10, 4]) {
      const { email, id } = await auth.newUser();
      const setPassword = async (db: ClientBase | Pool, next: string) =>
        db.query('update auth.users set encrypted_password = $2 where id = $1', [id, await hash(next, cost)]);
      await setPassword(auth.pool, password);
      const change = await auth.pool.connect();
      await change.query('begin');
      await setPassword(change, 'another-season');
      const signIn = auth.client().auth.signInWithPassword({ email, password });
      await untilSomebodyWaits();
      await change.query('commit');
      change.release();
      expect((await signIn).error?.code).toBe('invalid_credentials');
      const { rowCount } = await auth.pool.query('select from auth.sessions where user_id = $1', [id]);
      expect(rowCount).toBe(0);
      const next = await auth.client().auth.signInWithPassword({ email, password: 'another-season' });
      expect(next.error).toBeNull();
    }
  });

  it('comes to nothing for who is banned meanwhile', async () => {
    const { email, id } = await auth.newUser();
    const ban = await auth.pool.connect();
    await ban.query('begin');
    await ban.query(`update auth.users set banned_until = now() + interval '1 day' where id = $1`, [id]);
    const signIn = auth.client().auth.signInWithPassword({ email, password });
    await untilSomebodyWaits();
    await ban.query('commit');
    ban.release();
    expect((await signIn).error?.code).toBe('invalid_credentials');
  });

  it('slows down who guesses, without locking out who knows', async () => {
    const limited = await auth.startServer({
      limits: { signIn: { perAccountAndAddress: 3, perAddress: 100, windowMs: 60_000 } },
    });
    const { email } = await auth.newUser();
    const { email: otherEmail } = await auth.newUser();
    const signIn = (secret: string, address = email) =>
      auth.client(limited.baseUrl).auth.signInWithPassword({ email: address, password: secret });
    for (let round = 0; round < 4; round++) expect((await signIn(password)).error).toBeNull();
    for (let round = 0; round < 3; round++) expect((await signIn('guess')).error?.code).toBe('invalid_credentials');
    expect((await signIn(password)).error).toMatchObject({
      status: 429,
      code: 'over_request_rate_limit',
      message: /Try again in 1 minute/,
    });
    expect((await signIn(password, otherEmail)).error).toBeNull();
    auth.clock.nowMs += 60_001;
    expect((await signIn(password)).error).toBeNull();
    await limited.app.close();
  });
});

describe('a flood of sign-ins', () => {
  it('is refused beyond what can be checked soon, whoever is named, and leaves room for others afterwards', async () => {
    const { baseUrl, app } = await auth.startServer({
      limits: { signIn: { perAccountAndAddress: 1000, perAddress: 1000 } },
    });
    const { email } = await auth.newUser();
    const addresses = Array.from({ length: 300 }, (_, at) => (at % 2 === 0 ? email : `nobody-${at}@example.com`));
    const clients = addresses.map((address) =>
      auth.client(baseUrl).auth.signInWithPassword({ email: address, password: 'not the one' }),
    );
    const codes = (await Promise.all(clients)).map(({ error }) => error?.code);
    expect(new Set(codes)).toEqual(new Set(['invalid_credentials', 'over_request_rate_limit']));
    expect(codes.filter((code) => code === 'invalid_credentials').length).toBeGreaterThanOrEqual(16);
    expect((await auth.client(baseUrl).auth.signInWithPassword({ email, password })).error).toBeNull();
    await app.close();
  });
});

describe('signing up', () => {
  it('is off unless allowed', async () => {
    const { error } = await auth.client().auth.signUp({ email: 'stranger@example.com', password });
    expect(error).toMatchObject({ status: 422, code: 'signup_disabled' });
  });

  it('signs in at once where it is allowed, each address once', async () => {
    const open = await auth.startServer({ signupEnabled: true });
    const { data, error } = await auth.client(open.baseUrl).auth.signUp({
      email: 'Newcomer@example.com',
      password,
      options: { data: { name: 'Bo' } },
    });
    expect(error).toBeNull();
    expect(data.session?.user).toMatchObject({ email: 'newcomer@example.com', user_metadata: { name: 'Bo' } });
    const again = await auth.client(open.baseUrl).auth.signUp({ email: 'newcomer@example.com', password });
    expect(again.error?.code).toBe('user_already_exists');
    expect((await auth.client(open.baseUrl).auth.signUp({ email: 'no address', password })).error?.code).toBe(
      'validation_failed',
    );
    expect((await auth.client(open.baseUrl).auth.signUp({ email: 'b@example.com', password: '123' })).error?.code).toBe(
      'weak_password',
    );
    expect((await auth.client(open.baseUrl).auth.signInAnonymously()).error?.code).toBe('anonymous_provider_disabled');
    await open.app.close();
  });
});

it('counts no attempt that is refused because too many wait, so that a second click is looked at', async () => {
  const server = await auth.startServer({ limits: { signIn: { perAccountAndAddress: 17, perAddress: 17 } } });
  const { email } = await auth.newUser();
  const signIn = async () => {
    const answer = await fetch(`${server.baseUrl}/auth/v1/token?grant_type=password`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    return `${answer.status} ${answer.headers.get('retry-after') ?? ''}`;
  };
  // One more than wait at once. A refusal of the limiter would say to come back in minutes.
  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all(Array.from({ length: 17 }, signIn));
    expect(answers.toSorted()).toEqual([...Array.from({ length: 16 }, () => '200 '), '429 2']);
  }
  await server.app.close();
});

describe('seeding users', () => {
  it('keeps a fixed id and leaves who exists alone', async () => {
    const id = '6f1f6a3e-58a5-4b0e-9a4c-3f2f4f1c7a10';
    const user = { id, email: 'Owner@demo.example', password, appMetadata: { platform_admin: true } };
    expect(await createUser(auth.pool, user)).toEqual({ id, wasCreated: true });
    expect(await createUser(auth.pool, { ...user, password: 'other' })).toEqual({ id, wasCreated: false });
    const { data } = await auth.client().auth.signInWithPassword({ email: user.email, password });
    expect(data.user).toMatchObject({ id, app_metadata: { platform_admin: true, provider: 'email' } });
  });
});
