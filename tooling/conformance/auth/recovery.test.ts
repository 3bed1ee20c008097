import { expect, inject, it } from 'vitest';
import { dataOf, refusalOf } from '../fixtures/auth-failures.ts';
import { openClient } from '../fixtures/clients.ts';
import { describeFeature } from '../fixtures/describe-feature.ts';
import { mailedToken } from '../fixtures/mailbox.ts';
import { createPerson, newEmail, newPassword, signIn } from '../fixtures/people.ts';
import { createStorage } from '../fixtures/storage.ts';

describeFeature('auth.resetPasswordForEmail', () => {
  it('mails a link that signs in once, to choose a new password', async () => {
    const person = await createPerson();
    const client = openClient();
    const { redirectUrl } = inject('target');
    expect(dataOf(await client.auth.resetPasswordForEmail(person.email, { redirectTo: redirectUrl }))).toEqual({});
    const token_hash = await mailedToken('recovery', person.email);
    const { session, user } = dataOf(await client.auth.verifyOtp({ token_hash, type: 'recovery' }));
    expect(user?.id).toBe(person.id);
    expect(session?.refresh_token).toEqual(expect.any(String));
    const password = newPassword();
    dataOf(await client.auth.updateUser({ password }));
    await signIn({ ...person, password });
    expect(refusalOf(await openClient().auth.verifyOtp({ token_hash, type: 'recovery' }))).toEqual({
      status: 403,
      code: 'otp_expired',
    });
  });

  it('leads in the flow with a code challenge to a code, that only who asked can exchange', async () => {
    const person = await createPerson();
    const { redirectUrl, url } = inject('target');
    const client = openClient({ auth: { ...createStorage().options.auth, flowType: 'pkce' } });
    dataOf(await client.auth.resetPasswordForEmail(person.email, { redirectTo: redirectUrl }));
    const token = await mailedToken('recovery', person.email);
    const query = new URLSearchParams({ token, type: 'recovery', redirect_to: redirectUrl });
    const followed = await fetch(`${url}/auth/v1/verify?${query.toString()}`, { redirect: 'manual' });
    const page = new URL(followed.headers.get('location') ?? '');
    expect(page.origin + page.pathname).toBe(redirectUrl);
    const code = page.searchParams.get('code') ?? '';
    const stranger = openClient({ auth: { ...createStorage().options.auth, flowType: 'pkce' } });
    expect((await stranger.auth.exchangeCodeForSession(code)).error).not.toBeNull();
    const { user } = dataOf(await client.auth.exchangeCodeForSession(code));
    expect(user.id).toBe(person.id);
    expect((await client.auth.exchangeCodeForSession(code)).error).not.toBeNull();
  });

  it('answers for an address without an account as for any other', async () => {
    expect(dataOf(await openClient().auth.resetPasswordForEmail(newEmail()))).toEqual({});
  });

  it('wants a minute between two mails to one address', async () => {
    const { email } = await createPerson();
    const client = openClient();
    dataOf(await client.auth.resetPasswordForEmail(email));
    await mailedToken('recovery', email);
    expect(refusalOf(await client.auth.resetPasswordForEmail(email))).toEqual({
      status: 429,
      code: 'over_email_send_rate_limit',
    });
  });
});

describeFeature('auth.verifyOtp', () => {
  it('refuses a token that nobody gave out', async () => {
    const refused = await openClient().auth.verifyOtp({ token_hash: 'unknown', type: 'recovery' });
    expect(refusalOf(refused)).toEqual({ status: 403, code: 'otp_expired' });
  });

  it('refuses a wrong code', async () => {
    const { email } = await createPerson();
    const refused = await openClient().auth.verifyOtp({ email, token: '000000', type: 'recovery' });
    expect(refusalOf(refused)).toEqual({ status: 403, code: 'otp_expired' });
  });
});
