import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerSchema, password, siteUrl, startTestAuth, type TestAuth } from './testing/start-test-auth.ts';

let auth: TestAuth;
/** Addresses are confirmed here, and anybody may sign up. */
let confirming: string;

beforeAll(async () => {
  auth = await startTestAuth();
  const server = await auth.startServer({ signupEnabled: true, confirmsEmail: true });
  confirming = server.baseUrl;
});
beforeEach(() => {
  auth.clock.nowMs = Date.now();
});
afterAll(() => auth.stop());

const newEmail = () => `${randomUUID()}@example.com`;

/** Follows a link of a mail as a browser does, on the test's server. */
async function follow(link: URL, url = auth.baseUrl, method = 'GET') {
  const answer = await fetch(`${url}${link.pathname}${link.search}`, { method, redirect: 'manual' });
  const location = answer.headers.get('location');
  const target = location === null ? undefined : new URL(location);
  return { status: answer.status, target, members: new URLSearchParams(target?.hash.slice(1)) };
}

const tokenOf = (link: URL) => link.searchParams.get('token') ?? '';

async function errorCodeOf(answer: Response) {
  return answerSchema.parse(await answer.json()).error_code;
}

/** What an answer looks like, without what its strings say. */
const shapeOf = (body: object) =>
  JSON.stringify(body, (_key, value: unknown) => (typeof value === 'string' ? '' : value));

const signUp = (email: string, own: string) =>
  auth.client(confirming).auth.signUp({ email, password: own, options: { data: { name: own } } });

async function changing() {
  const { email, id } = await auth.newUser();
  const supabase = auth.client(confirming);
  await supabase.auth.signInWithPassword({ email, password });
  const wanted = newEmail();
  const { data, error } = await supabase.auth.updateUser({ email: wanted });
  expect(error).toBeNull();
  expect(data.user).toMatchObject({ email, new_email: wanted });
  return { supabase, id, email, wanted, links: [(await auth.mailTo(email)).link, (await auth.mailTo(wanted)).link] };
}

describe('signing up where addresses are confirmed', () => {
  it('signs in after the link was followed, not before', async () => {
    const email = newEmail();
    const { data, error } = await auth
      .client(confirming)
      .auth.signUp({ email, password, options: { data: { name: 'Bo' } } });
    expect(error).toBeNull();
    expect(data.session).toBeNull();
    expect(data.user).toMatchObject({ email, user_metadata: { name: 'Bo', email_verified: false } });
    const signIn = () => auth.client(confirming).auth.signInWithPassword({ email, password });
    expect((await signIn()).error?.code).toBe('email_not_confirmed');
    const { link } = await auth.mailTo(email);
    const { members } = await follow(link, confirming);
    expect(members.get('type')).toBe('signup');
    const { data: signedIn } = await signIn();
    expect(signedIn.user).toMatchObject({ id: data.user?.id, user_metadata: { name: 'Bo', email_verified: true } });
    expect(signedIn.user?.identities?.[0]?.identity_data).toMatchObject({ email, email_verified: true });
  });

  it('tells strangers nothing of an account that is there, and its owner that somebody tried', async () => {
    const { email, id } = await auth.newUser();
    const known = await auth.client(confirming).auth.signUp({ email, password: 'strangers-password' });
    const fresh = await auth.client(confirming).auth.signUp({ email: newEmail(), password: 'strangers-password' });
    expect(known.error).toBeNull();
    expect(known.data.user?.id).not.toBe(id);
    expect(shapeOf(known.data)).toBe(shapeOf(fresh.data));
    expect(await auth.mailTo(email)).toMatchObject({ subject: 'You have an account already' });
    const { error } = await auth.client(confirming).auth.signInWithPassword({ email, password });
    expect(error).toBeNull();
  });

  it('keeps no password that may be a stranger’s, whoever of two signed up last', async () => {
    for (const order of [
      ['strangers-password', 'owners-password'],
      ['owners-password', 'strangers-password'],
    ]) {
      const email = newEmail();
      for (const [at, own = ''] of order.entries()) {
        expect((await signUp(email, own)).error).toBeNull();
        await auth.mailTo(email, at + 1);
        auth.clock.nowMs += 60_001;
      }
      const supabase = auth.client(confirming);
      const { data } = await supabase.auth.verifyOtp({
        type: 'signup',
        token_hash: tokenOf((await auth.mailTo(email, 2)).link),
      });
      expect(data.user?.user_metadata).toEqual({ email_verified: true });
      for (const own of order) {
        const { error } = await auth.client(confirming).auth.signInWithPassword({ email, password: own });
        expect(error?.code).toBe('invalid_credentials');
      }
      expect((await supabase.auth.updateUser({ password: 'chosen-by-the-owner' })).error).toBeNull();
    }
  });

  it('keeps the password of who signs up once more because the mail did not come', async () => {
    const email = newEmail();
    for (const count of [1, 2]) {
      await auth.client(confirming).auth.signUp({ email, password, options: { data: { name: 'Bo' } } });
      await auth.mailTo(email, count);
      auth.clock.nowMs += 60_001;
    }
    await follow((await auth.mailTo(email, 2)).link, confirming);
    const { data } = await auth.client(confirming).auth.signInWithPassword({ email, password });
    expect(data.user?.user_metadata).toMatchObject({ name: 'Bo' });
  });

  it('sends the mail again on request, and again says nothing', async () => {
    const email = newEmail();
    await auth.client(confirming).auth.signUp({ email, password });
    await auth.mailTo(email);
    expect((await auth.client(confirming).auth.resend({ type: 'signup', email })).error).toMatchObject({ status: 429 });
    auth.clock.nowMs += 60_001;
    for (const address of [email, newEmail()]) {
      expect((await auth.client(confirming).auth.resend({ type: 'signup', email: address })).error).toBeNull();
    }
    const { link } = await auth.mailTo(email, 2);
    expect((await follow(link, confirming)).members.get('type')).toBe('signup');
    expect(await errorCodeOf(await auth.post('/resend', { type: 'sms', email }))).toBe('validation_failed');
  });
});

describe('changing the address where addresses are confirmed', () => {
  it('waits for both links, in either order', async () => {
    for (const order of [0, 1]) {
      const { supabase, email, wanted, links } = await changing();
      const [first, second] = order === 0 ? links : links.toReversed();
      const half = await follow(first ?? new URL(siteUrl), confirming);
      expect(half.members.get('message')).toMatch(/proceed to confirm/);
      expect((await supabase.auth.getUser()).data.user?.email).toBe(email);
      const verified = await supabase.auth.verifyOtp({
        type: 'email_change',
        token_hash: tokenOf(second ?? new URL(siteUrl)),
      });
      expect(verified.data.user?.email).toBe(wanted);
      expect((await auth.client(confirming).auth.signInWithPassword({ email: wanted, password })).error).toBeNull();
    }
  });

  it('is off when somebody else took the address meanwhile, or the person asked for another one', async () => {
    const { email, supabase, wanted, links } = await changing();
    await auth.admin().createUser({ email: wanted, email_confirm: true });
    await follow(links[0] ?? new URL(siteUrl), confirming);
    expect((await follow(links[1] ?? new URL(siteUrl), confirming)).members.get('error_code')).toBe('email_exists');
    expect((await supabase.auth.getUser()).data.user?.email).toBe(email);

    await supabase.auth.updateUser({ email: newEmail() });
    expect((await follow(links[1] ?? new URL(siteUrl), confirming)).members.get('error_code')).toBe('otp_expired');
  });

  it('takes two mails to the same address for one, whichever it is', async () => {
    for (const at of [0, 1]) {
      const { supabase, email, wanted, links } = await changing();
      const [address, other] = at === 0 ? [email, wanted] : [wanted, email];
      await follow(links[at] ?? new URL(siteUrl), confirming);
      expect((await supabase.auth.resend({ type: 'email_change', email })).error).toBeNull();
      const again = await follow((await auth.mailTo(address, 2)).link, confirming);
      expect(again.members.get('message')).toMatch(/proceed to confirm/);
      expect((await supabase.auth.getUser()).data.user).toMatchObject({ email, new_email: wanted });
      const last = await follow((await auth.mailTo(other, 2)).link, confirming);
      expect(last.members.get('type')).toBe('email_change');
      expect((await supabase.auth.getUser()).data.user?.email).toBe(wanted);
    }
  });

  it('is off after a new password, and cannot be asked for again by mail', async () => {
    const { id, email, links } = await changing();
    await follow(links[0] ?? new URL(siteUrl), confirming);
    await auth.admin().updateUserById(id, { password: 'another-season' });
    const { data } = await auth.client().auth.signInWithPassword({ email, password: 'another-season' });
    expect(data.user?.email).toBe(email);
    expect(data.user?.new_email).toBeUndefined();
  });

  it('is asked for once a minute', async () => {
    const { supabase, wanted } = await changing();
    expect((await supabase.auth.updateUser({ email: wanted })).error).toMatchObject({
      status: 429,
      code: 'over_email_send_rate_limit',
    });
  });

  it('does not tell without end which addresses have an account', async () => {
    const { email: taken } = await auth.newUser();
    for (const url of [confirming, auth.baseUrl]) {
      const { email } = await auth.newUser();
      const supabase = auth.client(url);
      await supabase.auth.signInWithPassword({ email, password });
      const codes = [];
      for (let round = 0; round < 11; round++) {
        codes.push((await supabase.auth.updateUser({ email: taken })).error?.code);
      }
      expect(codes[0]).toBe('email_exists');
      expect(codes.at(-1)).toMatch(/^over_/);
    }
  });
});
