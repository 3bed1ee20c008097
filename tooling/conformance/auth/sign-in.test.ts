import { isAuthApiError } from '@supabase/supabase-js';
import { expect, inject, it } from 'vitest';
import { dataOf, present, refusalOf } from '../fixtures/auth-failures.ts';
import { openClient } from '../fixtures/clients.ts';
import { database } from '../fixtures/database.ts';
import { describeFeature } from '../fixtures/describe-feature.ts';
import { createPerson, newEmail, newPassword, signIn } from '../fixtures/people.ts';

describeFeature('auth.signInWithPassword', () => {
  it('answers with the user and a session', async () => {
    const { id, email, password } = await createPerson();
    const { user, session } = dataOf(await openClient().auth.signInWithPassword({ email, password }));
    const nowS = Math.floor(Date.now() / 1000);
    expect(session).toMatchObject({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      refresh_token: expect.any(String),
      token_type: 'bearer',
      expires_in: expect.any(Number),
      user: { id },
    });
    const { expires_at, expires_in } = present(session, 'The session');
    expect(Math.abs((expires_at ?? 0) - nowS - expires_in)).toBeLessThan(60);
    expect(user).toMatchObject({
      id,
      email,
      phone: '',
      aud: 'authenticated',
      role: 'authenticated',
      is_anonymous: false,
      email_confirmed_at: expect.any(String),
      confirmed_at: expect.any(String),
      last_sign_in_at: expect.any(String),
      created_at: expect.any(String),
      updated_at: expect.any(String),
      app_metadata: { provider: 'email', providers: ['email'] },
      user_metadata: {},
      identities: [{ id, user_id: id, provider: 'email', identity_data: { sub: id, email } }],
    });
  });

  it('takes the address in letters of any case', async () => {
    const { id, email, password } = await createPerson();
    const { user } = dataOf(await openClient().auth.signInWithPassword({ email: email.toUpperCase(), password }));
    expect(user?.id).toBe(id);
  });

  it('refuses a wrong password and an unknown address with the same words', async () => {
    const { email } = await createPerson();
    const wrong = await openClient().auth.signInWithPassword({ email, password: 'wrong-password' });
    const unknown = await openClient().auth.signInWithPassword({ email: newEmail(), password: 'wrong-password' });
    for (const answer of [wrong, unknown]) {
      expect(refusalOf(answer)).toEqual({ status: 400, code: 'invalid_credentials' });
    }
    expect(wrong.error?.message).toBe('Invalid login credentials');
    expect(unknown.error?.message).toBe('Invalid login credentials');
    expect(isAuthApiError(wrong.error)).toBe(true);
    expect(wrong.data).toMatchObject({ user: null, session: null });
  });

  it('refuses who is banned, until the ban ends', async () => {
    const person = await createPerson();
    const ban = (until: string) =>
      database.query('update auth.users set banned_until = now() + $2::interval where id = $1', [person.id, until]);
    await ban('1 hour');
    const { email, password } = person;
    expect(refusalOf(await openClient().auth.signInWithPassword({ email, password }))).toEqual({
      status: 400,
      code: 'user_banned',
    });
    await ban('-1 hour');
    await signIn(person);
  });

  it('refuses who has not confirmed the address', async () => {
    const { id, email, password } = await createPerson();
    await database.query('update auth.users set email_confirmed_at = null where id = $1', [id]);
    expect(refusalOf(await openClient().auth.signInWithPassword({ email, password }))).toEqual({
      status: 400,
      code: 'email_not_confirmed',
    });
  });

  it('gives each device a session of its own', async () => {
    const person = await createPerson();
    const sessions = await Promise.all([signIn(person), signIn(person)]);
    const claims = await Promise.all(sessions.map(async ({ auth }) => (await auth.getClaims()).data?.claims));
    expect(claims[0]?.session_id).not.toBe(claims[1]?.session_id);
  });
});

describeFeature('auth with throwOnError', () => {
  it('says so by isThrowOnErrorEnabled, and throws what it would answer', async () => {
    const { email } = await createPerson();
    const { auth } = openClient({ auth: { throwOnError: true } });
    expect(auth.isThrowOnErrorEnabled()).toBe(true);
    await expect(auth.signInWithPassword({ email, password: newPassword() })).rejects.toMatchObject({
      status: 400,
      code: 'invalid_credentials',
    });
  });
});

describeFeature('auth.getClaims', () => {
  it('checks the token against the published keys and tells what it says', async () => {
    const person = await createPerson();
    const { auth } = await signIn(person);
    const { claims, header } = present(dataOf(await auth.getClaims()), 'The claims');
    expect(claims).toMatchObject({
      iss: `${inject('target').url}/auth/v1`,
      sub: person.id,
      aud: 'authenticated',
      role: 'authenticated',
      email: person.email,
      phone: '',
      app_metadata: { provider: 'email', providers: ['email'] },
      user_metadata: {},
      aal: 'aal1',
      amr: [{ method: 'password', timestamp: expect.any(Number) }],
      session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      is_anonymous: false,
      iat: expect.any(Number),
      exp: expect.any(Number),
    });
    expect(header.typ).toBe('JWT');
  });

  it('tells nothing without a session', async () => {
    expect(await openClient().auth.getClaims()).toEqual({ data: null, error: null });
  });

  it('refuses a token that was tampered with', async () => {
    const { auth } = await signIn(await createPerson());
    const { session } = dataOf(await auth.getSession());
    const [header = '', payload = '', signature = ''] = present(session, 'The session').access_token.split('.');
    const claims: object = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, role: 'service_role' })).toString('base64url');
    const { data, error } = await openClient().auth.getClaims([header, forged, signature].join('.'));
    expect(data).toBeNull();
    expect(error).not.toBeNull();
  });
});
