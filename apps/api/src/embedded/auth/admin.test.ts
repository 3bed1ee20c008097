import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerSchema, password, startTestAuth, type TestAuth } from './testing/start-test-auth.ts';

let auth: TestAuth;

beforeAll(async () => {
  auth = await startTestAuth();
});
beforeEach(() => {
  auth.clock.nowMs = Date.now();
});
afterAll(() => auth.stop());

const newEmail = () => `${randomUUID()}@example.com`;
const signIn = (email: string, secret = password) => auth.client().auth.signInWithPassword({ email, password: secret });

async function makeUser(attributes: Parameters<ReturnType<TestAuth['admin']>['createUser']>[0]) {
  const { data, error } = await auth.admin().createUser(attributes);
  if (error) throw error;
  return data.user;
}

describe('users, with the service key', () => {
  it('are made, found, changed and deleted', async () => {
    const email = newEmail();
    const made = await makeUser({
      email: email.toUpperCase(),
      password,
      email_confirm: true,
      user_metadata: { name: 'Ada' },
      app_metadata: { team: 'kitchen' },
    });
    expect(made).toMatchObject({
      email,
      user_metadata: { name: 'Ada', email_verified: true },
      app_metadata: { team: 'kitchen', provider: 'email' },
    });
    expect((await auth.admin().getUserById(made.id)).data.user).toMatchObject({ id: made.id, email });
    const { data: session } = await signIn(email);
    const changed = await auth.admin().updateUserById(made.id, {
      email: `new-${email}`,
      password: 'another-season',
      user_metadata: { name: null, locale: 'it' },
      app_metadata: { team: 'bar' },
    });
    expect(changed.data.user).toMatchObject({
      email: `new-${email}`,
      user_metadata: { locale: 'it', email_verified: true },
      app_metadata: { team: 'bar', provider: 'email' },
    });
    expect(changed.data.user?.identities?.[0]?.identity_data).toMatchObject({ email: `new-${email}` });
    expect((await auth.client().auth.getUser(session.session?.access_token)).error).not.toBeNull();
    expect((await signIn(`new-${email}`, 'another-season')).error).toBeNull();
    expect((await auth.admin().deleteUser(made.id)).error).toBeNull();
    expect((await signIn(`new-${email}`, 'another-season')).error?.code).toBe('invalid_credentials');
    expect((await auth.admin().getUserById(made.id)).error).toMatchObject({ status: 404, code: 'user_not_found' });
  });

  it('are confirmed by the administrator, or wait', async () => {
    const user = await makeUser({ email: newEmail(), password });
    expect((await signIn(user.email ?? '')).error?.code).toBe('email_not_confirmed');
    const confirmed = await auth.admin().updateUserById(user.id, { email_confirm: true });
    expect(confirmed.data.user?.identities?.[0]?.identity_data).toMatchObject({ email_verified: true });
    expect((await signIn(user.email ?? '')).error).toBeNull();
  });

  it('are listed page by page, the newest first', async () => {
    for (let index = 0; index < 5; index++) {
      auth.clock.nowMs += 1000;
      await makeUser({ email: `listed-${index}-${newEmail()}` });
    }
    const first = await auth.admin().listUsers({ page: 1, perPage: 2 });
    const { users, ...pages } = first.data;
    expect(users.map(({ email }) => email?.slice(0, 8))).toEqual(['listed-4', 'listed-3']);
    const total = 'total' in pages ? pages.total : 0;
    expect(pages).toMatchObject({ aud: 'authenticated', nextPage: 2, lastPage: Math.ceil(total / 2) });
    const second = await auth.admin().listUsers({ page: 2, perPage: 2 });
    expect(second.data.users[0]?.email).toMatch(/^listed-2/);
    const beyond = await auth.admin().listUsers({ page: 1000 });
    expect(beyond.data.users).toEqual([]);
    expect((await auth.admin().listUsers()).data.users.length).toBeGreaterThanOrEqual(5);
    expect((await auth.admin().listUsers({ page: 0 })).error?.code).toBe('validation_failed');
    expect((await auth.admin().listUsers({ perPage: 1001 })).error?.code).toBe('validation_failed');
  });

  it('are banned for a time: no sign-in, no refresh, no session', async () => {
    const user = await makeUser({ email: newEmail(), password, email_confirm: true });
    const { data } = await signIn(user.email ?? '');
    const banned = await auth.admin().updateUserById(user.id, { ban_duration: '24h' });
    expect(Date.parse(banned.data.user?.banned_until ?? '')).toBe(auth.clock.nowMs + 24 * 3_600_000);
    expect((await signIn(user.email ?? '')).error?.code).toBe('user_banned');
    expect((await auth.refresh(data.session?.refresh_token ?? '')).status).toBe(400);
    expect((await auth.client().auth.getUser(data.session?.access_token)).data.user).toBeNull();
    await auth.admin().updateUserById(user.id, { ban_duration: 'none' });
    expect((await signIn(user.email ?? '')).error).toBeNull();
    const wrong = await auth.admin().updateUserById(user.id, { ban_duration: 'for ever' });
    expect(wrong.error?.code).toBe('validation_failed');
  });

  it('are forgotten softly: the id stays, the address is free again', async () => {
    const email = newEmail();
    const user = await makeUser({ email, password, email_confirm: true, user_metadata: { name: 'Ada' } });
    const { data } = await signIn(email);
    expect((await auth.admin().deleteUser(user.id, true)).error).toBeNull();
    expect((await auth.client().auth.getUser(data.session?.access_token)).data.user).toBeNull();
    const { rows } = await auth.pool.query<{ row: string }>(
      `select u::text || i::text as row from auth.users u join auth.identities i on i.user_id = u.id where u.id = $1`,
      [user.id],
    );
    expect(rows[0]?.row).toContain(user.id);
    expect(rows[0]?.row).not.toMatch(new RegExp(`${email}|Ada|\\$2b`));
    const { data: gone } = await auth.admin().getUserById(user.id);
    expect(gone.user).toMatchObject({ id: user.id, deleted_at: expect.any(String), user_metadata: {} });
    expect((await auth.admin().createUser({ email })).error).toBeNull();
    expect((await auth.admin().deleteUser(user.id)).error).toBeNull();
    expect((await auth.admin().getUserById(user.id)).error?.code).toBe('user_not_found');
  });

  it('move here with the hash of their password', async () => {
    const hash = '$2a$10$gkNeoK5iEFH0JETkBFVWVe2J4nL7AhOiozNEwLyOqTmw9JBCcNaaK';
    const user = await makeUser({ email: newEmail(), password_hash: hash, email_confirm: true });
    const { rows } = await auth.pool.query('select encrypted_password from auth.users where id = $1', [user.id]);
    expect(rows).toEqual([{ encrypted_password: hash }]);
    const refused = await auth.admin().createUser({ email: newEmail(), password_hash: '$argon2id$v=19$m=1' });
    expect(refused.error?.code).toBe('validation_failed');
  });

  it('have an address each', async () => {
    const { email } = await auth.newUser();
    const user = await makeUser({ email: newEmail() });
    expect((await auth.admin().createUser({ email })).error).toMatchObject({ status: 422, code: 'email_exists' });
    expect((await auth.admin().updateUserById(user.id, { email })).error?.code).toBe('email_exists');
    expect((await auth.admin().createUser({ email: 'no address' })).error?.code).toBe('validation_failed');
    expect((await auth.admin().createUser({ email: newEmail(), password: '123' })).error?.code).toBe('weak_password');
  });

  it('are signed out by the administrator', async () => {
    const { session } = await auth.signedIn();
    expect((await auth.admin().signOut(session.access_token, 'global')).error).toBeNull();
    expect((await auth.refresh(session.refresh_token)).error_code).toBe('refresh_token_not_found');
  });
});

describe('without the service key', () => {
  const paths = [
    ['POST', '/invite'],
    ['POST', '/admin/generate_link'],
    ['GET', '/admin/users'],
    ['POST', '/admin/users'],
    ['GET', `/admin/users/${randomUUID()}`],
    ['PUT', `/admin/users/${randomUUID()}`],
    ['DELETE', `/admin/users/${randomUUID()}`],
  ] as const;

  it.each(paths)(
    '%s %s is refused to nobody, to the anon key, to a person and to a forged key',
    async (method, path) => {
      const { session } = await auth.signedIn();
      const forged = await auth.keys.sign({ iss: 'http://elsewhere', role: 'service_role', exp: 4_000_000_000 });
      const ask = async (token?: string) => {
        const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
        const answer = await fetch(`${auth.baseUrl}/auth/v1${path}`, { method, headers });
        return [answer.status, answerSchema.parse(await answer.json()).error_code];
      };
      expect(await ask()).toEqual([401, 'no_authorization']);
      expect(await ask(auth.keys.anonKey)).toEqual([403, 'not_admin']);
      expect(await ask(session.access_token)).toEqual([403, 'not_admin']);
      expect(await ask(forged)).toEqual([403, 'bad_jwt']);
    },
  );
});
