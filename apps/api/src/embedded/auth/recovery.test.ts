import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  answerSchema,
  dashboardOrigin,
  password,
  siteUrl,
  startTestAuth,
  type TestAuth,
} from './testing/start-test-auth.ts';

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

describe('choosing a new password', () => {
  it('takes a link from a mail, a session from the link and a new password from the session', async () => {
    const { email } = await auth.newUser();
    const asked = await auth
      .client()
      .auth.resetPasswordForEmail(email.toUpperCase(), { redirectTo: `${siteUrl}/reset` });
    expect(asked).toEqual({ data: {}, error: null });
    const mail = await auth.mailTo(email);
    expect(mail).toMatchObject({ to: email, subject: 'Choose a new password' });
    expect(mail.html).toContain(mail.link.href.replaceAll('&', '&amp;'));

    const { status, target, members } = await follow(mail.link);
    expect(status).toBe(303);
    expect(target?.href.split('#')[0]).toBe(`${siteUrl}/reset`);
    expect(Object.fromEntries(members)).toMatchObject({ type: 'recovery', token_type: 'bearer', expires_in: '3600' });
    const supabase = auth.client();
    await supabase.auth.setSession({
      access_token: members.get('access_token') ?? '',
      refresh_token: members.get('refresh_token') ?? '',
    });
    expect((await supabase.auth.updateUser({ password: 'another-season' })).error).toBeNull();
    expect((await auth.client().auth.signInWithPassword({ email, password: 'another-season' })).error).toBeNull();
    expect((await auth.client().auth.signInWithPassword({ email, password })).error?.code).toBe('invalid_credentials');
  });

  it('works with the secret alone, tells listeners, and says in the token how it was proved', async () => {
    const { email } = await auth.newUser();
    await auth.client().auth.resetPasswordForEmail(email);
    const supabase = auth.client();
    const events: string[] = [];
    supabase.auth.onAuthStateChange((event) => events.push(event));
    const { link } = await auth.mailTo(email);
    const verified = await supabase.auth.verifyOtp({ type: 'recovery', token_hash: tokenOf(link) });
    expect(verified.error).toBeNull();
    expect(events).toContain('PASSWORD_RECOVERY');
    const amrOf = async () => (await supabase.auth.getClaims()).data?.claims.amr;
    expect(await amrOf()).toMatchObject([{ method: 'otp' }]);
    await supabase.auth.refreshSession();
    expect(await amrOf()).toMatchObject([{ method: 'otp' }]);
  });

  it('uses a link up: of many at once one gets a session, and later ones none', async () => {
    const { email } = await auth.newUser();
    await auth.client().auth.resetPasswordForEmail(email);
    const { link } = await auth.mailTo(email);
    const attempts = await Promise.all([1, 2, 3, 4].map(() => follow(link)));
    expect(attempts.filter(({ members }) => members.has('access_token'))).toHaveLength(1);
    const late = await follow(link);
    expect(late.status).toBe(303);
    expect(late.target?.href.split('#')[0]).toBe(siteUrl);
    expect(Object.fromEntries(late.members)).toEqual({
      error: 'access_denied',
      error_code: 'otp_expired',
      error_description: 'Email link is invalid or has expired',
      sb: '',
    });
  });

  it('does not use a link up for a HEAD, as checkers of links send it', async () => {
    const { email } = await auth.newUser();
    await auth.client().auth.resetPasswordForEmail(email);
    const { link } = await auth.mailTo(email);
    expect((await follow(link, auth.baseUrl, 'HEAD')).status).toBe(404);
    expect((await follow(link)).members.has('access_token')).toBe(true);
  });

  it('ends a link after an hour, and with the next one', async () => {
    const { email } = await auth.newUser();
    await auth.client().auth.resetPasswordForEmail(email);
    const { link: first } = await auth.mailTo(email);
    auth.clock.nowMs += 60_001;
    await auth.client().auth.resetPasswordForEmail(email);
    const { link: second } = await auth.mailTo(email, 2);
    expect((await follow(first)).members.get('error_code')).toBe('otp_expired');
    auth.clock.nowMs += 3_600_001;
    expect((await follow(second)).members.get('error_code')).toBe('otp_expired');
  });

  it('ends a link with the next password or address, whoever changes it', async () => {
    const changes = [
      async (id: string) => auth.admin().updateUserById(id, { password: 'another-season' }),
      async (id: string) => auth.admin().updateUserById(id, { email: newEmail() }),
      async (_id: string, email: string) => {
        const supabase = auth.client();
        await supabase.auth.signInWithPassword({ email, password });
        return supabase.auth.updateUser({ password: 'another-season' });
      },
    ];
    for (const change of changes) {
      const { email, id } = await auth.newUser();
      await auth.client().auth.resetPasswordForEmail(email);
      const { link } = await auth.mailTo(email);
      expect((await change(id, email)).error).toBeNull();
      expect((await follow(link)).members.get('error_code')).toBe('otp_expired');
    }
  });

  it('keeps only hashes: what the table holds opens nothing', async () => {
    const { email, id } = await auth.newUser();
    await auth.client().auth.resetPasswordForEmail(email);
    const { link } = await auth.mailTo(email);
    const { rows } = await auth.pool.query<{ stored: string; row: string }>(
      `select t.token_hash as stored, t::text || u::text as row
       from auth.one_time_tokens t join auth.users u on u.id = t.user_id where u.id = $1`,
      [id],
    );
    expect(rows[0]?.row).not.toContain(tokenOf(link));
    const stolen = { type: 'recovery', token_hash: rows[0]?.stored } as const;
    expect(await errorCodeOf(await auth.post('/verify', stolen))).toBe('otp_expired');
  });

  it('answers an unknown address the same, counts it the same, and writes no mail', async () => {
    const { email } = await auth.newUser();
    const unknown = newEmail();
    const ask = async (address: string) => {
      const answer = await auth.post('/recover', { email: address });
      return [answer.status, await answer.text()];
    };
    expect(await ask(unknown)).toEqual(await ask(email));
    const [status, again] = await ask(unknown);
    expect(status).toBe(429);
    expect([status, again]).toEqual(await ask(email));
    expect(again).toContain('over_email_send_rate_limit');
    await auth.mailTo(email);
    expect(auth.mails.filter(({ to }) => to === unknown)).toEqual([]);
  });

  it('is kept from nobody by who asks for a mail of another kind', async () => {
    const { email } = await auth.newUser();
    for (const type of ['signup', 'email_change'] as const) {
      expect((await auth.client().auth.resend({ type, email })).error).toBeNull();
    }
    expect((await auth.client().auth.resetPasswordForEmail(email)).error).toBeNull();
  });

  it('leads to no page that the operator did not name', async () => {
    const { email } = await auth.newUser();
    await auth.client().auth.resetPasswordForEmail(email, { redirectTo: 'https://evil.example/steal' });
    const { link } = await auth.mailTo(email);
    expect(link.searchParams.get('redirect_to')).toBe(siteUrl);
    link.searchParams.set('redirect_to', 'https://evil.example/steal');
    const { target, members } = await follow(link);
    expect(target?.origin).toBe(dashboardOrigin);
    expect(members.has('access_token')).toBe(true);
  });

  it('tells the log that a mail could not be sent, and neither its secret nor its reader', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const sent: string[] = [];
    const mailer = {
      send: async ({ text }: { text: string }) => {
        sent.push(text);
        throw new Error('no route to the mail server');
      },
      close: () => undefined,
    };
    const server = await auth.startServer({ log, mailer });
    const { email } = await auth.newUser();
    expect((await auth.client(server.baseUrl).auth.resetPasswordForEmail(email)).error).toBeNull();
    await server.app.close();
    const secret = /token=([0-9a-f]{56})/.exec(sent[0] ?? '')?.[1];
    expect(secret).toBeDefined();
    expect(lines.join()).toContain('no route to the mail server');
    expect(lines.join()).not.toMatch(new RegExp(`${secret}|${email}`));
  });

  it('takes the password away that a stranger set before the address was confirmed', async () => {
    const email = newEmail();
    await auth.client(confirming).auth.signUp({ email, password: 'strangers-password' });
    await auth.mailTo(email);
    auth.clock.nowMs += 60_001;
    await auth.client(confirming).auth.resetPasswordForEmail(email);
    const { link } = await auth.mailTo(email, 2);
    await auth.client(confirming).auth.verifyOtp({ type: 'recovery', token_hash: tokenOf(link) });
    const stranger = await auth.client(confirming).auth.signInWithPassword({ email, password: 'strangers-password' });
    expect(stranger.error?.code).toBe('invalid_credentials');
  });
});

describe('what strangers send', () => {
  it.each([
    ['/recover', {}, 'validation_failed'],
    ['/recover', { email: { $ne: null } }, 'validation_failed'],
    ['/recover', { email: "a@example.com'; drop table auth.users" }, 'validation_failed'],
    ['/recover', { email: 'a@example.com\r\nBcc: b@example.com' }, 'validation_failed'],
    ['/verify', {}, 'validation_failed'],
    ['/verify', { type: 'recovery', token_hash: '' }, 'validation_failed'],
    ['/verify', { type: 'sms', token_hash: 'x' }, 'validation_failed'],
    ['/verify', { type: '__proto__', token_hash: 'x' }, 'validation_failed'],
    ['/verify', { type: 'recovery', token_hash: 'x'.repeat(10_000) }, 'validation_failed'],
    ['/verify', { type: 'recovery', token_hash: "' or true --" }, 'otp_expired'],
    ['/verify', { type: 'email', email: 'a@example.com', token: '000000' }, 'otp_expired'],
    ['/resend', { type: 'signup' }, 'validation_failed'],
    ['/otp', { email: 'a@example.com' }, 'otp_disabled'],
  ])('%s of %o is a clear refusal', async (path, body, code) => {
    const answer = await auth.post(path, body);
    expect(answer.status).toBeLessThan(500);
    expect(await errorCodeOf(answer)).toBe(code);
  });

  it('ends guessing at links', async () => {
    const strict = await auth.startServer({ limits: { verifications: { attempts: 3, windowMs: 60_000 } } });
    const guess = () => fetch(`${strict.baseUrl}/auth/v1/verify?type=recovery&token=guess`, { redirect: 'manual' });
    for (let round = 0; round < 3; round++) expect((await guess()).headers.get('location')).toContain('otp_expired');
    expect((await guess()).headers.get('location')).toContain('over_request_rate_limit');
    await strict.app.close();
  });
});
