import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { password, siteUrl, startTestAuth, type TestAuth } from './testing/start-test-auth.ts';

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

describe('an invitation', () => {
  it('brings somebody in who then chooses a password', async () => {
    const email = newEmail();
    const { data, error } = await auth.admin().inviteUserByEmail(email, {
      data: { name: 'Bo' },
      redirectTo: `${siteUrl}/welcome`,
    });
    expect(error).toBeNull();
    expect(data.user).toMatchObject({ email, user_metadata: { name: 'Bo' }, invited_at: expect.any(String) });
    const { link, subject } = await auth.mailTo(email);
    expect(subject).toBe('You are invited to Blunari');
    expect(link.searchParams.get('redirect_to')).toBe(`${siteUrl}/welcome`);
    const guest = auth.client();
    const tokenHash = link.searchParams.get('token') ?? '';
    expect((await guest.auth.verifyOtp({ type: 'invite', token_hash: tokenHash })).error).toBeNull();
    expect((await guest.auth.updateUser({ password })).error).toBeNull();
    expect((await signIn(email)).error).toBeNull();
    expect((await auth.admin().inviteUserByEmail(email)).error?.code).toBe('email_exists');
  });

  it('goes out again to who has not come, and outlives no password of a stranger', async () => {
    const open = await auth.startServer({ signupEnabled: true, confirmsEmail: true });
    const email = newEmail();
    const stranger = { email, password: 'strangers-password', options: { data: { name: 'Mallory', title: 'Owner' } } };
    await auth.client(open.baseUrl).auth.signUp(stranger);
    await auth.mailTo(email);
    await auth.admin().inviteUserByEmail(email, { data: { name: 'Bo' } });
    await auth.admin().inviteUserByEmail(email);
    const { link } = await auth.mailTo(email, 3);
    const { data } = await auth.client().auth.verifyOtp({
      type: 'invite',
      token_hash: link.searchParams.get('token') ?? '',
    });
    expect(data.user?.user_metadata).toEqual({ name: 'Bo', email_verified: true });
    expect((await signIn(email, 'strangers-password')).error?.code).toBe('invalid_credentials');
    await open.app.close();
  });

  it('fails aloud when the mail cannot be sent, and works the next time', async () => {
    const email = newEmail();
    let isBroken = true;
    const server = await auth.startServer({
      mailer: {
        send: async (mail) => {
          if (isBroken) throw new Error('no route to the mail server');
          auth.mails.push(mail);
        },
        close: () => undefined,
      },
    });
    expect((await auth.admin(server.baseUrl).inviteUserByEmail(email)).error).toMatchObject({ status: 500 });
    isBroken = false;
    expect((await auth.admin(server.baseUrl).inviteUserByEmail(email)).error).toBeNull();
    await auth.mailTo(email);
    await server.app.close();
  });
});

describe('a generated link', () => {
  it.each(['magiclink', 'recovery'] as const)(
    'of the kind %s signs a user in, by its secret or by its code',
    async (type) => {
      const { email, id } = await auth.newUser();
      const { data } = await auth.admin().generateLink({ type, email, options: { redirectTo: `${siteUrl}/x` } });
      expect(data.user?.id).toBe(id);
      expect(data.properties).toMatchObject({ verification_type: type, redirect_to: `${siteUrl}/x` });
      expect(data.properties?.action_link).toContain(`token=${data.properties?.hashed_token}`);
      const byCode = await auth.client().auth.verifyOtp({ type, email, token: data.properties?.email_otp ?? '' });
      expect(byCode.data.user?.id).toBe(id);
      const again = await auth.client().auth.verifyOtp({ type, token_hash: data.properties?.hashed_token ?? '' });
      expect(again.error).toMatchObject({ status: 403, code: 'otp_expired' });
      expect(auth.mails.filter(({ to }) => to === email)).toEqual([]);
    },
  );

  it('makes the user of a sign-up, an invitation or a first magic link', async () => {
    const signUp = await auth.admin().generateLink({ type: 'signup', email: newEmail(), password });
    const invitation = await auth.admin().generateLink({ type: 'invite', email: newEmail() });
    const magic = await auth.admin().generateLink({ type: 'magiclink', email: newEmail() });
    expect(magic.data.properties?.verification_type).toBe('signup');
    for (const { data } of [signUp, invitation, magic]) {
      const verified = await auth
        .client()
        .auth.verifyOtp({ type: 'email', token_hash: data.properties?.hashed_token ?? '' });
      expect(verified.data.user?.id).toBe(data.user?.id);
    }
    expect((await signIn(signUp.data.user?.email ?? '')).error).toBeNull();
  });

  it('changes an address by its two links', async () => {
    const { email, id } = await auth.newUser();
    const wanted = newEmail();
    for (const type of ['email_change_current', 'email_change_new'] as const) {
      const { data } = await auth.admin().generateLink({ type, email, newEmail: wanted });
      const { error } = await auth
        .client()
        .auth.verifyOtp({ type: 'email_change', token_hash: data.properties?.hashed_token ?? '' });
      expect(error).toBeNull();
    }
    expect((await auth.admin().getUserById(id)).data.user?.email).toBe(wanted);
  });

  it('is refused for nobody, and for an address that is taken', async () => {
    const { email } = await auth.newUser();
    const unknown = await auth.admin().generateLink({ type: 'recovery', email: newEmail() });
    expect(unknown.error).toMatchObject({ status: 404, code: 'user_not_found' });
    expect((await auth.admin().generateLink({ type: 'invite', email })).error?.code).toBe('email_exists');
    expect((await auth.admin().generateLink({ type: 'signup', email, password })).error?.code).toBe('email_exists');
  });

  it('ends guessing at a code after five, while the link works on', async () => {
    const { email } = await auth.newUser();
    const { data } = await auth.admin().generateLink({ type: 'recovery', email });
    const code = data.properties?.email_otp ?? '';
    const wrong = code === '000000' ? '000001' : '000000';
    const tryCode = (token: string) => auth.client().auth.verifyOtp({ type: 'recovery', email, token });
    for (let round = 0; round < 5; round++) expect((await tryCode(wrong)).error?.code).toBe('otp_expired');
    expect((await tryCode(code)).error).toMatchObject({ status: 429, code: 'over_request_rate_limit' });
    const byLink = await auth
      .client()
      .auth.verifyOtp({ type: 'recovery', token_hash: data.properties?.hashed_token ?? '' });
    expect(byLink.error).toBeNull();
  });
});
