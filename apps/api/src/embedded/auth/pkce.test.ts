import { randomUUID } from 'node:crypto';
import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { password, siteUrl, startTestAuth, type TestAuth } from './testing/start-test-auth.ts';

let auth: TestAuth;
let url: string;

beforeAll(async () => {
  auth = await startTestAuth();
  url = (await auth.startServer({ signupEnabled: true, confirmsEmail: true })).baseUrl;
});
beforeEach(() => {
  auth.clock.nowMs = Date.now();
});
afterAll(() => auth.stop());

const newEmail = () => `${randomUUID()}@example.com`;

/** A client that keeps a secret for each mail it asks for. */
function pkceClient() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return createClient(url, auth.keys.anonKey, { auth: { flowType: 'pkce', autoRefreshToken: false, storage } });
}

/** Where a link of a mail leads. */
async function follow(link: URL): Promise<URL> {
  const answer = await fetch(`${url}${link.pathname}${link.search}`, { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '');
}

describe('a client that keeps a secret', () => {
  it('gets the session of a recovery for a code, once, and nobody else does', async () => {
    const { email } = await auth.newUser();
    const supabase = pkceClient();
    expect((await supabase.auth.resetPasswordForEmail(email, { redirectTo: `${siteUrl}/reset?a=1` })).error).toBeNull();
    const target = await follow((await auth.mailTo(email)).link);
    expect(target.hash).toBe('');
    expect(target.searchParams.get('a')).toBe('1');
    const code = target.searchParams.get('code') ?? '';
    const thief = await auth.post('/token?grant_type=pkce', { auth_code: code, code_verifier: 'x'.repeat(56) });
    expect(await thief.json()).toMatchObject({ code: 400, error_code: 'bad_code_verifier' });
    const { data, error } = await supabase.auth.exchangeCodeForSession(code);
    expect(error).toBeNull();
    expect(data.user?.email).toBe(email);
    expect((await supabase.auth.updateUser({ password: 'another-season' })).error).toBeNull();
    const again = await auth.post('/token?grant_type=pkce', { auth_code: code, code_verifier: 'x'.repeat(56) });
    expect(await again.json()).toMatchObject({ code: 404, error_code: 'flow_state_not_found' });
  });

  it('confirms a sign-up and a change of address the same way', async () => {
    const supabase = pkceClient();
    const [email, wanted] = [newEmail(), newEmail()];
    expect((await supabase.auth.signUp({ email, password })).data.session).toBeNull();
    const code = (await follow((await auth.mailTo(email)).link)).searchParams.get('code') ?? '';
    expect((await supabase.auth.exchangeCodeForSession(code)).error).toBeNull();
    expect((await supabase.auth.updateUser({ email: wanted })).error).toBeNull();
    const half = await follow((await auth.mailTo(wanted)).link);
    expect(half.hash).toContain('message=');
    const target = await follow((await auth.mailTo(email, 2)).link);
    const changed = await supabase.auth.exchangeCodeForSession(target.searchParams.get('code') ?? '');
    expect(changed.data.user?.email).toBe(wanted);
  });

  it('has five minutes for it, and is told of a dead link where it looks', async () => {
    const { email } = await auth.newUser();
    const supabase = pkceClient();
    await supabase.auth.resetPasswordForEmail(email);
    const { link } = await auth.mailTo(email);
    const code = (await follow(link)).searchParams.get('code') ?? '';
    expect((await follow(link)).searchParams.get('error_code')).toBe('otp_expired');
    auth.clock.nowMs += 5 * 60_000 + 1;
    expect((await supabase.auth.exchangeCodeForSession(code)).error).toMatchObject({ code: 'flow_state_expired' });
  });

  it('gets nothing for a code from before a new password', async () => {
    const { email, id } = await auth.newUser();
    const supabase = pkceClient();
    await supabase.auth.resetPasswordForEmail(email);
    const code = (await follow((await auth.mailTo(email)).link)).searchParams.get('code') ?? '';
    await auth.admin().updateUserById(id, { password: 'another-season' });
    expect((await supabase.auth.exchangeCodeForSession(code)).error).toMatchObject({ code: 'flow_state_not_found' });
  });

  it('sends a challenge that is one', async () => {
    const { email } = await auth.newUser();
    for (const challenge of ['short', 'x'.repeat(129), `${'x'.repeat(43)} `]) {
      const asked = { email, code_challenge: challenge, code_challenge_method: 's256' };
      expect((await auth.post('/recover', asked)).status).toBe(400);
    }
    const method = { email, code_challenge: 'x'.repeat(43), code_challenge_method: 'md5' };
    expect((await auth.post('/recover', method)).status).toBe(400);
  });
});
