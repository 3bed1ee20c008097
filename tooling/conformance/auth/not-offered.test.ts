import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { dataOf, httpRefusal, present, refusalOf } from '../fixtures/auth-failures.ts';
import { openClient, openServiceClient } from '../fixtures/clients.ts';
import { describeFeature, itWhereOffered } from '../fixtures/describe-feature.ts';
import { createPerson, newEmail, newPassword, signIn } from '../fixtures/people.ts';
import { newestVersion } from '../target/client-releases.ts';

const isNewest = inject('clientVersion') === newestVersion;

/**
 * Ways to sign in that this product leaves out. It answers as a Supabase project does that has them switched off; a project may
 * have them on, so these cases are for our own gateway.
 */
describe.runIf(inject('target').isOurs)('not offered', () => {
  describeFeature('other ways to sign in', () => {
    it('signInAnonymously', async () => {
      expect(refusalOf(await openClient().auth.signInAnonymously())).toEqual({
        status: 422,
        code: 'anonymous_provider_disabled',
      });
    });

    it('signUp with a phone number', async () => {
      const refused = await openClient().auth.signUp({ phone: '+15555550100', password: newPassword() });
      expect(refusalOf(refused)).toEqual({ status: 400, code: 'phone_provider_disabled' });
    });

    it('signInWithPassword with a phone number', async () => {
      const refused = await openClient().auth.signInWithPassword({ phone: '+15555550100', password: newPassword() });
      expect(refusalOf(refused)).toEqual({ status: 422, code: 'phone_provider_disabled' });
    });

    it('signInWithOtp with a phone number', async () => {
      expect(refusalOf(await openClient().auth.signInWithOtp({ phone: '+15555550100' }))).toEqual({
        status: 400,
        code: 'phone_provider_disabled',
      });
    });

    it('signInWithOtp with an address', async () => {
      expect(refusalOf(await openClient().auth.signInWithOtp({ email: newEmail() }))).toEqual({
        status: 422,
        code: 'otp_disabled',
      });
    });

    it('signInWithOAuth', async () => {
      const { url } = dataOf(await openClient().auth.signInWithOAuth({ provider: 'github' }));
      const response = await fetch(present(url, 'The address'), { redirect: 'manual' });
      expect(await httpRefusal(response)).toEqual({ status: 400, code: 'validation_failed' });
    });

    it('signInWithIdToken', async () => {
      const refused = await openClient().auth.signInWithIdToken({ provider: 'google', token: 'a.b.c' });
      expect(refusalOf(refused)).toEqual({ status: 400, code: 'provider_disabled' });
    });

    it('signInWithSSO', async () => {
      expect(refusalOf(await openClient().auth.signInWithSSO({ domain: 'example.com' }))).toEqual({
        status: 404,
        code: 'saml_provider_disabled',
      });
    });

    it('signInWithWeb3', async () => {
      const credentials = { chain: 'solana', message: 'Hello', signature: new Uint8Array([1, 2, 3]) } as const;
      expect(refusalOf(await openClient().auth.signInWithWeb3(credentials))).toEqual({
        status: 422,
        code: 'web3_provider_disabled',
      });
    });

    it('exchangeCodeForSession of a flow that was never begun', async () => {
      const refused = await openClient({ auth: { flowType: 'pkce' } }).auth.exchangeCodeForSession('unknown');
      expect(refused.data.session).toBeNull();
      expect(refused.error).not.toBeNull();
    });
  });

  describeFeature('linking identities', () => {
    it('linkIdentity', async () => {
      const { auth } = await signIn(await createPerson());
      const refused = await auth.linkIdentity({ provider: 'github' });
      expect(refusalOf(refused)).toEqual({ status: 404, code: 'manual_linking_disabled' });
    });

    it('unlinkIdentity', async () => {
      const { auth } = await signIn(await createPerson());
      const { identities } = dataOf(await auth.getUserIdentities());
      const refused = await auth.unlinkIdentity(present(identities[0], 'The identity'));
      expect(refusalOf(refused)).toEqual({ status: 404, code: 'manual_linking_disabled' });
    });
  });

  describeFeature('being the provider of others', () => {
    const disabled = { status: 404, code: 'feature_disabled' };

    it('oauth.getAuthorizationDetails, approveAuthorization and denyAuthorization', async () => {
      const { oauth } = (await signIn(await createPerson())).auth;
      const answers = [
        await oauth.getAuthorizationDetails(randomUUID()),
        await oauth.approveAuthorization(randomUUID(), { skipBrowserRedirect: true }),
        await oauth.denyAuthorization(randomUUID(), { skipBrowserRedirect: true }),
      ];
      for (const answer of answers) expect(refusalOf(answer)).toEqual(disabled);
    });

    it('oauth.listGrants and oauth.revokeGrant', async () => {
      const { oauth } = (await signIn(await createPerson())).auth;
      expect(refusalOf(await oauth.listGrants())).toEqual(disabled);
      expect(refusalOf(await oauth.revokeGrant({ clientId: randomUUID() }))).toEqual(disabled);
    });

    it('admin.oauth', async () => {
      const { oauth } = openServiceClient().auth.admin;
      const client = { client_name: 'Kitchen', redirect_uris: ['https://kitchen.example'] };
      const answers = [
        await oauth.listClients(),
        await oauth.createClient(client),
        await oauth.getClient(randomUUID()),
        await oauth.updateClient(randomUUID(), client),
        await oauth.deleteClient(randomUUID()),
        await oauth.regenerateClientSecret(randomUUID()),
      ];
      for (const answer of answers) expect(refusalOf(answer)).toEqual(disabled);
    });
  });

  describeFeature('other providers, added by hand', () => {
    itWhereOffered(isNewest, 'admin.customProviders', async () => {
      const { customProviders } = openServiceClient().auth.admin;
      const provider = { provider_type: 'oidc', identifier: 'custom:kitchen', name: 'Kitchen' } as const;
      const answers = [
        await customProviders.listProviders(),
        await customProviders.createProvider({ ...provider, client_id: 'kitchen', client_secret: newPassword() }),
        await customProviders.getProvider('custom:kitchen'),
        await customProviders.updateProvider('custom:kitchen', { name: 'Kitchen' }),
        await customProviders.deleteProvider('custom:kitchen'),
      ];
      for (const answer of answers) expect(refusalOf(answer)).toEqual({ status: 404, code: 'feature_disabled' });
    });
  });
});
