import type { EmailOtpType, GenerateLinkParams } from '@supabase/supabase-js';
import { expect, inject, it } from 'vitest';
import { dataOf, present, refusalOf } from '../fixtures/auth-failures.ts';
import { openClient, openServiceClient } from '../fixtures/clients.ts';
import { describeFeature } from '../fixtures/describe-feature.ts';
import { createPerson, newEmail, newPassword, signIn } from '../fixtures/people.ts';

async function generate(params: GenerateLinkParams) {
  const data = dataOf(await openServiceClient().auth.admin.generateLink(params));
  return { user: present(data.user, 'The user'), properties: present(data.properties, 'The link') };
}

/** Signs in with the secret of the link. */
async function verifyHash(token_hash: string, type: EmailOtpType) {
  return dataOf(await openClient().auth.verifyOtp({ token_hash, type }));
}

describeFeature('auth.admin.generateLink', () => {
  it('of signup makes a user and tells all that a mail would', async () => {
    const email = newEmail();
    const { redirectUrl, url } = inject('target');
    const { user, properties } = await generate({
      type: 'signup',
      email,
      password: newPassword(),
      options: { data: { name: 'Ada' }, redirectTo: redirectUrl },
    });
    expect(user).toMatchObject({ email, user_metadata: { name: 'Ada' } });
    expect(properties).toEqual({
      action_link: expect.stringContaining(`${url}/auth/v1/verify?`),
      email_otp: expect.stringMatching(/^\d{6,10}$/),
      hashed_token: expect.any(String),
      redirect_to: redirectUrl,
      verification_type: 'signup',
    });
    const link = new URL(properties.action_link);
    expect(Object.fromEntries(link.searchParams)).toEqual({
      token: properties.hashed_token,
      type: 'signup',
      redirect_to: redirectUrl,
    });
    expect((await verifyHash(properties.hashed_token, 'signup')).user).toMatchObject({ id: user.id, email });
  });

  it('of invite makes a user who is invited', async () => {
    const { user, properties } = await generate({ type: 'invite', email: newEmail() });
    expect(user).toMatchObject({ invited_at: expect.any(String) });
    expect((await verifyHash(properties.hashed_token, 'invite')).user?.id).toBe(user.id);
  });

  it('of magiclink signs in, by the link or by the code', async () => {
    const { id, email } = await createPerson();
    const byLink = await generate({ type: 'magiclink', email });
    expect((await verifyHash(byLink.properties.hashed_token, 'magiclink')).user?.id).toBe(id);
    const byCode = await generate({ type: 'magiclink', email });
    const token = byCode.properties.email_otp;
    const { session } = dataOf(await openClient().auth.verifyOtp({ email, token, type: 'email' }));
    expect(session?.user.id).toBe(id);
  });

  it('of recovery leads to the page with a session behind the #', async () => {
    const { id, email } = await createPerson();
    const { redirectUrl } = inject('target');
    const { properties } = await generate({ type: 'recovery', email, options: { redirectTo: redirectUrl } });
    const response = await fetch(properties.action_link, { redirect: 'manual' });
    expect(response.status).toBe(303);
    const [page, fragment] = (response.headers.get('location') ?? '').split('#');
    expect(page).toBe(redirectUrl);
    const members = Object.fromEntries(new URLSearchParams(fragment));
    expect(members).toMatchObject({ type: 'recovery', token_type: 'bearer', expires_in: expect.any(String) });
    const { access_token = '', refresh_token = '' } = members;
    const { user } = dataOf(await openClient().auth.setSession({ access_token, refresh_token }));
    expect(user?.id).toBe(id);
    const again = await fetch(properties.action_link, { redirect: 'manual' });
    expect(again.headers.get('location')).toContain('error_code=otp_expired');
  });

  it('of email_change confirms from both addresses', async () => {
    const person = await createPerson();
    const change = { email: person.email, newEmail: newEmail() };
    const current = await generate({ type: 'email_change_current', ...change });
    const next = await generate({ type: 'email_change_new', ...change });
    expect((await verifyHash(current.properties.hashed_token, 'email_change')).session).toBeNull();
    expect((await verifyHash(next.properties.hashed_token, 'email_change')).user?.email).toBe(change.newEmail);
    await signIn({ ...person, email: change.newEmail });
  });

  it('refuses to recover whom it does not know', async () => {
    const refused = await openServiceClient().auth.admin.generateLink({ type: 'recovery', email: newEmail() });
    expect(refusalOf(refused)).toEqual({ status: 404, code: 'user_not_found' });
  });

  it('is refused to everybody but the service key', async () => {
    const { email } = await createPerson();
    const refused = await openClient().auth.admin.generateLink({ type: 'magiclink', email });
    expect([401, 403]).toContain(refusalOf(refused).status);
  });
});
