import type { AuthError } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerSchema, password, startTestAuth, type TestAuth } from './testing/start-test-auth.ts';

let auth: TestAuth;
let open: string;

beforeAll(async () => {
  auth = await startTestAuth();
  open = (await auth.startServer({ signupEnabled: true })).baseUrl;
});
afterAll(() => auth.stop());

const phone = '390515550147';
const facts = (error: AuthError | null) => [error?.status, error?.code];

describe('what is not offered is refused as a project refuses what is switched off', () => {
  it('phones', async () => {
    const { auth: client } = auth.client(open);
    expect(facts((await client.signUp({ phone, password })).error)).toEqual([400, 'phone_provider_disabled']);
    expect(facts((await client.signInWithPassword({ phone, password })).error)).toEqual([
      422,
      'phone_provider_disabled',
    ]);
    expect(facts((await client.signInWithOtp({ phone })).error)).toEqual([400, 'phone_provider_disabled']);
  });

  it('sign-in by link alone, by another provider, by a company', async () => {
    const { auth: client } = auth.client(open);
    expect(facts((await client.signInWithOtp({ email: 'a@example.com' })).error)).toEqual([422, 'otp_disabled']);
    const { data } = await client.signInWithOAuth({ provider: 'github', options: { skipBrowserRedirect: true } });
    const answer = await fetch(data.url ?? '', { redirect: 'manual' });
    expect([answer.status, answerSchema.parse(await answer.json()).error_code]).toEqual([400, 'validation_failed']);
    const byToken = await client.signInWithIdToken({ provider: 'google', token: 'x.y.z' });
    expect(facts(byToken.error)).toEqual([400, 'provider_disabled']);
    const byWallet = await client.signInWithWeb3({ chain: 'ethereum', message: 'm', signature: '0x00' });
    expect(facts(byWallet.error)).toEqual([422, 'web3_provider_disabled']);
    expect(facts((await client.signInWithSSO({ domain: 'example.com' })).error)).toEqual([
      404,
      'saml_provider_disabled',
    ]);
    const exchange = await auth.post('/token?grant_type=pkce', { auth_code: 'x', code_verifier: 'y' });
    expect([exchange.status, answerSchema.parse(await exchange.json()).error_code]).toEqual([
      404,
      'flow_state_not_found',
    ]);
  });

  it('second factors and further identities, to who is signed in', async () => {
    const { supabase } = await auth.signedIn();
    const totp = await supabase.auth.mfa.enroll({ factorType: 'totp' });
    expect(facts(totp.error)).toEqual([422, 'mfa_totp_enroll_not_enabled']);
    const byPhone = await supabase.auth.mfa.enroll({ factorType: 'phone', phone });
    expect(facts(byPhone.error)).toEqual([422, 'mfa_phone_enroll_not_enabled']);
    expect((await supabase.auth.mfa.listFactors()).data).toMatchObject({ all: [], totp: [] });
    const linked = await supabase.auth.linkIdentity({ provider: 'github', options: { skipBrowserRedirect: true } });
    expect(facts(linked.error)).toEqual([404, 'manual_linking_disabled']);
    const { data } = await supabase.auth.getUserIdentities();
    const [identity] = data?.identities ?? [];
    if (!identity) throw new Error('The user has no identity.');
    expect(facts((await supabase.auth.unlinkIdentity(identity)).error)).toEqual([404, 'manual_linking_disabled']);
    expect((await auth.post('/factors', { factor_type: 'totp' })).status).toBe(401);
    expect((await auth.post('/factors/recovery-codes', {})).status).toBe(401);
  });
});
