import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { password, startTestAuth, type TestAuth } from './testing/start-test-auth.ts';

let auth: TestAuth;
/** Wants the current password. */
let careful: string;
/** Wants a code from a mail where the sign-in is a day old. */
let patient: string;

beforeAll(async () => {
  auth = await startTestAuth();
  careful = (await auth.startServer({ passwordChange: 'current_password' })).baseUrl;
  // Tokens that outlive the day after which a code is asked for.
  patient = (await auth.startServer({ passwordChange: 'recent_sign_in', tokenLifetimeS: 7 * 24 * 3600 })).baseUrl;
});
beforeEach(() => {
  auth.clock.nowMs = Date.now();
});
afterAll(() => auth.stop());

async function signedInAt(url: string) {
  const { email, id } = await auth.newUser();
  const supabase = auth.client(url);
  const { error } = await supabase.auth.signInWithPassword({ email, password });
  if (error) throw error;
  return { supabase, email, id };
}

describe('where the current password is wanted', () => {
  it('takes no new one without it, or with a wrong one', async () => {
    const { supabase, email } = await signedInAt(careful);
    const change = (current?: string) =>
      supabase.auth.updateUser({
        password: 'another-season',
        ...(current === undefined ? {} : { current_password: current }),
      });
    expect((await change()).error).toMatchObject({ status: 400, code: 'current_password_required' });
    expect((await change('wrong')).error).toMatchObject({ status: 400, code: 'current_password_invalid' });
    expect((await auth.client().auth.signInWithPassword({ email, password })).error).toBeNull();
    expect((await change(password)).error).toBeNull();
    expect((await auth.client().auth.signInWithPassword({ email, password: 'another-season' })).error).toBeNull();
  });

  it('ends guessing at it from a session that was left open', async () => {
    const { supabase } = await signedInAt(careful);
    const guess = (current: string) =>
      supabase.auth.updateUser({ password: 'another-season', current_password: current });
    for (let round = 0; round < 10; round++)
      expect((await guess('wrong')).error?.code).toBe('current_password_invalid');
    expect((await guess(password)).error).toMatchObject({ status: 429, code: 'over_request_rate_limit' });
  });

  it('asks nobody for it who came by a link in a mail, or never had one', async () => {
    const { email } = await auth.newUser();
    const recovery = await auth.admin().generateLink({ type: 'recovery', email });
    const invitation = await auth.admin().generateLink({ type: 'invite', email: `invited-${email}` });
    for (const { data } of [recovery, invitation]) {
      const supabase = auth.client(careful);
      await supabase.auth.verifyOtp({ type: 'email', token_hash: data.properties?.hashed_token ?? '' });
      expect((await supabase.auth.updateUser({ password: 'another-season' })).error).toBeNull();
    }
  });
});

describe('where a recent sign-in is wanted', () => {
  it('takes a new password within a day, and later with the code of a mail, once', async () => {
    const { supabase, email } = await signedInAt(patient);
    expect((await supabase.auth.updateUser({ password: 'second-season' })).error).toBeNull();
    auth.clock.nowMs += 24 * 3_600_000 + 1;
    const change = (next: string, nonce?: string) =>
      supabase.auth.updateUser({ password: next, ...(nonce === undefined ? {} : { nonce }) });
    expect((await change('third-season')).error).toMatchObject({ status: 400, code: 'reauthentication_needed' });
    expect((await supabase.auth.reauthenticate()).error).toBeNull();
    const mail = await auth.mailTo(email);
    const code = /\b\d{6}\b/.exec(mail.text)?.[0] ?? '';
    expect(mail.html).toContain(code);
    expect((await change('third-season', code === '000000' ? '1' : '000000')).error).toMatchObject({
      status: 422,
      code: 'reauthentication_not_valid',
    });
    expect((await change('third-season', code)).error).toBeNull();
    expect((await change('fourth-season', code)).error?.code).toBe('reauthentication_not_valid');
  });

  it('tells nobody whether a guess is the old password who shows no code, and leaves a right code for the next try', async () => {
    const { supabase, email } = await signedInAt(patient);
    auth.clock.nowMs += 24 * 3_600_000 + 1;
    const errorOf = async (next: string, nonce?: string) => {
      const { error } = await supabase.auth.updateUser({ password: next, ...(nonce === undefined ? {} : { nonce }) });
      return error?.code;
    };
    await supabase.auth.reauthenticate();
    const code = /\b\d{6}\b/.exec((await auth.mailTo(email)).text)?.[0] ?? '';
    for (const guess of ['a-wrong-guess', password]) {
      expect(await errorOf(guess)).toBe('reauthentication_needed');
      expect(await errorOf(guess, 'wrong')).toBe('reauthentication_not_valid');
    }
    expect(await errorOf(password, code)).toBe('same_password');
    expect(await errorOf('another-season', code)).toBeUndefined();
  });

  it('lets no stranger use up the attempts at the code, and ends those of who is signed in', async () => {
    const { supabase, email } = await signedInAt(patient);
    auth.clock.nowMs += 24 * 3_600_000 + 1;
    await supabase.auth.reauthenticate();
    const code = /\b\d{6}\b/.exec((await auth.mailTo(email)).text)?.[0] ?? '';
    const stranger = auth.client(patient);
    for (let round = 0; round < 6; round++) {
      await stranger.auth.verifyOtp({ type: 'recovery', email, token: '000000' });
    }
    const change = (next: string, nonce: string) => supabase.auth.updateUser({ password: next, nonce });
    expect((await change('another-season', code)).error).toBeNull();
    for (let round = 0; round < 4; round++) {
      expect((await change('third-season', 'wrong')).error?.code).toBe('reauthentication_not_valid');
    }
    expect((await change('third-season', 'wrong')).error).toMatchObject({ status: 429 });
  });

  it('takes the code of nobody else', async () => {
    const { supabase } = await signedInAt(patient);
    const other = await signedInAt(patient);
    await other.supabase.auth.reauthenticate();
    const code = /\b\d{6}\b/.exec((await auth.mailTo(other.email)).text)?.[0] ?? '';
    auth.clock.nowMs += 24 * 3_600_000 + 1;
    await supabase.auth.reauthenticate();
    const { error } = await supabase.auth.updateUser({ password: 'third-season', nonce: code });
    expect(error?.code).toBe('reauthentication_not_valid');
  });
});

it('ends guessing at the password by naming it as the new one', async () => {
  const { supabase } = await signedInAt(auth.baseUrl);
  for (let round = 0; round < 10; round++) {
    expect((await supabase.auth.updateUser({ password })).error?.code).toBe('same_password');
  }
  expect((await supabase.auth.updateUser({ password })).error).toMatchObject({
    status: 429,
    code: 'over_request_rate_limit',
  });
});

it('checks the current password wherever it is given', async () => {
  const { supabase } = await signedInAt(auth.baseUrl);
  const { error } = await supabase.auth.updateUser({ password: 'another-season', current_password: 'wrong' });
  expect(error?.code).toBe('current_password_invalid');
});

it('is taken only together with the end of all other sessions', async () => {
  const { supabase, email, id } = await auth.signedIn();
  const thief = auth.client();
  await thief.auth.signInWithPassword({ email, password });
  await auth.pool.query(`
    create function auth.keep() returns trigger language plpgsql as $$ begin raise 'kept'; end $$;
    create trigger keep before delete on auth.sessions for each row when (old.user_id = '${id}') execute function auth.keep()`);
  expect((await supabase.auth.updateUser({ password: 'another-season' })).error).toMatchObject({ status: 500 });
  expect((await auth.client().auth.signInWithPassword({ email, password })).error).toBeNull();
  await auth.pool.query('drop trigger keep on auth.sessions; drop function auth.keep()');
  expect((await supabase.auth.updateUser({ password: 'another-season' })).error).toBeNull();
  expect((await thief.auth.refreshSession()).error).not.toBeNull();
});
