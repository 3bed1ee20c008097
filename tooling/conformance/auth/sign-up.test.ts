import { isAuthWeakPasswordError } from '@supabase/supabase-js';
import { expect, it } from 'vitest';
import { dataOf, present, refusalOf } from '../fixtures/auth-failures.ts';
import { openClient } from '../fixtures/clients.ts';
import { database } from '../fixtures/database.ts';
import { describeFeature } from '../fixtures/describe-feature.ts';
import { mailedToken } from '../fixtures/mailbox.ts';
import { createPerson, newEmail, newPassword, signIn } from '../fixtures/people.ts';

describeFeature('auth.signUp', () => {
  it('makes a user who waits for confirmation, and is signed in by the link of the mail', async () => {
    const client = openClient();
    const [email, password] = [newEmail(), newPassword()];
    const data = dataOf(await client.auth.signUp({ email, password, options: { data: { name: 'Ada', seats: 4 } } }));
    expect(data.session).toBeNull();
    expect(data.user).toMatchObject({
      email,
      aud: 'authenticated',
      app_metadata: { provider: 'email', providers: ['email'] },
      user_metadata: { name: 'Ada', seats: 4 },
    });
    expect(refusalOf(await client.auth.signInWithPassword({ email, password }))).toEqual({
      status: 400,
      code: 'email_not_confirmed',
    });
    const token_hash = await mailedToken('signup', email);
    const confirmed = dataOf(await client.auth.verifyOtp({ token_hash, type: 'signup' }));
    expect(confirmed.user).toMatchObject({ email, email_confirmed_at: expect.any(String) });
    expect(confirmed.session?.access_token).toEqual(expect.any(String));
    await signIn({ id: present(confirmed.user, 'The user').id, email, password });
  });

  it('mails the link again by resend to who has not confirmed yet, after a minute', async () => {
    const { id, email } = await createPerson();
    await database.query('update auth.users set email_confirmed_at = null where id = $1', [id]);
    const client = openClient();
    dataOf(await client.auth.resend({ type: 'signup', email }));
    const token_hash = await mailedToken('signup', email);
    expect(refusalOf(await client.auth.resend({ type: 'signup', email }))).toEqual({
      status: 429,
      code: 'over_email_send_rate_limit',
    });
    expect(dataOf(await client.auth.verifyOtp({ token_hash, type: 'signup' })).user?.id).toBe(id);
  });

  it('works in the flow with a code challenge too', async () => {
    const email = newEmail();
    const client = openClient({ auth: { flowType: 'pkce' } });
    const { user } = dataOf(await client.auth.signUp({ email, password: newPassword() }));
    expect(user?.email).toBe(email);
  });

  it('answers a resend for an address without an account as for any other', async () => {
    const { data, error } = await openClient().auth.resend({ type: 'signup', email: newEmail() });
    expect(error).toBeNull();
    expect(data).toMatchObject({ user: null, session: null });
  });

  it('answers for an address that has an account as for any other', async () => {
    const { id, email } = await createPerson();
    const data = dataOf(await openClient().auth.signUp({ email, password: newPassword() }));
    expect(data.session).toBeNull();
    // Supabase leaves out the identities of such an answer, which tells; ours must not tell.
    expect(data.user).toMatchObject({ email, aud: 'authenticated' });
    expect(data.user?.id).not.toBe(id);
  });

  it('refuses a weak password and says why', async () => {
    const { error } = await openClient().auth.signUp({ email: newEmail(), password: 'short' });
    expect(error).toMatchObject({ status: 422, code: 'weak_password', reasons: ['length'] });
    expect(isAuthWeakPasswordError(error)).toBe(true);
  });

  it.each([
    ['what is no address', 'not-an-address', 'Pw-0123456789'],
    ['no password', undefined, ''],
  ])('refuses %s', async (_what, email = newEmail(), password) => {
    expect(refusalOf(await openClient().auth.signUp({ email, password }))).toEqual({
      status: 400,
      code: 'validation_failed',
    });
  });
});
