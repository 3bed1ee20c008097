import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { dataOf, refusalOf } from '../fixtures/auth-failures.ts';
import { openClient, openServiceClient } from '../fixtures/clients.ts';
import { describeFeature, itWhereOffered } from '../fixtures/describe-feature.ts';
import { createPerson, signIn } from '../fixtures/people.ts';
import { credential, stubPasskeyBrowser } from '../fixtures/passkey-browser.ts';
import { newestVersion } from '../target/client-releases.ts';

const isNewest = inject('clientVersion') === newestVersion;

function openPasskeyClient() {
  return openClient({ auth: { experimental: { passkey: true } } });
}

async function openMfa() {
  const client = openClient({ auth: { experimental: { recoveryCodes: true } } });
  return (await signIn(await createPerson(), client)).auth.mfa;
}

/** What proves more than a password: refused as a Supabase project does that has it switched off, so for our own gateway. */
describe.runIf(inject('target').isOurs)('not offered', () => {
  const noFactor = { status: 404, code: 'mfa_factor_not_found' };

  describeFeature('second factors', () => {
    it('mfa.enroll with an app', async () => {
      const { auth } = await signIn(await createPerson());
      expect(refusalOf(await auth.mfa.enroll({ factorType: 'totp' }))).toEqual({
        status: 422,
        code: 'mfa_totp_enroll_not_enabled',
      });
    });

    it('mfa.enroll with a phone number', async () => {
      const { auth } = await signIn(await createPerson());
      expect(refusalOf(await auth.mfa.enroll({ factorType: 'phone', phone: '+15555550100' }))).toEqual({
        status: 422,
        code: 'mfa_phone_enroll_not_enabled',
      });
    });

    it('mfa.listFactors tells none, and the level is aal1', async () => {
      const { auth } = await signIn(await createPerson());
      expect(dataOf(await auth.mfa.listFactors()).all).toEqual([]);
      expect(dataOf(await auth.mfa.getAuthenticatorAssuranceLevel())).toMatchObject({
        currentLevel: 'aal1',
        nextLevel: 'aal1',
      });
    });

    it('mfa.challenge, mfa.verify, mfa.challengeAndVerify and mfa.unenroll of a factor that nobody has', async () => {
      const { auth } = await signIn(await createPerson());
      const [factorId, challengeId] = [randomUUID(), randomUUID()];
      const answers = [
        await auth.mfa.challenge({ factorId }),
        await auth.mfa.verify({ factorId, challengeId, code: '123456' }),
        await auth.mfa.challengeAndVerify({ factorId, code: '123456' }),
        await auth.mfa.unenroll({ factorId }),
      ];
      for (const answer of answers) expect(refusalOf(answer)).toEqual(noFactor);
    });

    it('mfa.webauthn.enroll and mfa.webauthn.register', async () => {
      const { auth } = await signIn(await createPerson());
      const disabled = { status: 422, code: 'mfa_webauthn_enroll_not_enabled' };
      expect(refusalOf(await auth.mfa.webauthn.enroll({ friendlyName: 'Key' }))).toEqual(disabled);
      stubPasskeyBrowser();
      const webauthn = { rpId: 'example.com', rpOrigins: ['https://example.com'] };
      expect(refusalOf(await auth.mfa.webauthn.register({ friendlyName: 'Key', webauthn }))).toEqual(disabled);
    });

    it('mfa.webauthn.challenge, mfa.webauthn.verify and mfa.webauthn.authenticate with a key that nobody has', async () => {
      const { auth } = await signIn(await createPerson());
      const [factorId, challengeId] = [randomUUID(), randomUUID()];
      const webauthn = { rpId: 'example.com', rpOrigins: ['https://example.com'] };
      const proof = { ...webauthn, type: 'create', credential_response: credential } as const;
      expect(refusalOf(await auth.mfa.webauthn.challenge({ factorId, webauthn }))).toEqual(noFactor);
      expect(refusalOf(await auth.mfa.webauthn.verify({ factorId, challengeId, webauthn: proof }))).toEqual(noFactor);
      stubPasskeyBrowser();
      expect(refusalOf(await auth.mfa.webauthn.authenticate({ factorId, webauthn }))).toEqual(noFactor);
    });

    it('admin.mfa.listFactors tells none, and there is none to delete', async () => {
      const { id: userId } = await createPerson();
      const { mfa } = openServiceClient().auth.admin;
      expect(dataOf(await mfa.listFactors({ userId })).factors).toEqual([]);
      expect((await mfa.deleteFactor({ userId, id: randomUUID() })).error?.status).toBe(404);
    });
  });

  describeFeature('recovery codes', () => {
    const noNewCodes = { status: 422, code: 'mfa_recovery_codes_enroll_not_enabled' };

    itWhereOffered(isNewest, 'mfa.recoveryCodes.getStatus of who has none', async () => {
      const mfa = await openMfa();
      expect(refusalOf(await mfa.recoveryCodes.getStatus())).toEqual(noFactor);
    });

    itWhereOffered(isNewest, 'mfa.recoveryCodes.generate', async () => {
      const mfa = await openMfa();
      expect(refusalOf(await mfa.recoveryCodes.generate({ friendlyName: 'On paper' }))).toEqual(noNewCodes);
    });

    itWhereOffered(isNewest, 'mfa.recoveryCodes.regenerate', async () => {
      const mfa = await openMfa();
      expect(refusalOf(await mfa.recoveryCodes.regenerate())).toEqual(noNewCodes);
    });

    itWhereOffered(isNewest, 'mfa.recoveryCodes.verify', async () => {
      const mfa = await openMfa();
      expect(refusalOf(await mfa.recoveryCodes.verify({ code: 'abcd-efgh-ijkl-mnop' }))).toEqual({
        status: 422,
        code: 'mfa_recovery_codes_verify_not_enabled',
      });
    });

    itWhereOffered(isNewest, 'mfa.recoveryCodes.unenroll with a password alone', async () => {
      const mfa = await openMfa();
      expect(refusalOf(await mfa.recoveryCodes.unenroll())).toEqual({ status: 403, code: 'insufficient_aal' });
    });
  });

  describeFeature('passkeys', () => {
    const disabled = { status: 404, code: 'passkey_disabled' };

    itWhereOffered(isNewest, 'passkey', async () => {
      const { passkey } = (await signIn(await createPerson(), openPasskeyClient())).auth;
      const proof = { challengeId: randomUUID(), credential: credential.toJSON() };
      const answers = [
        await passkey.startAuthentication(),
        await passkey.verifyAuthentication(proof),
        await passkey.startRegistration(),
        await passkey.verifyRegistration(proof),
        await passkey.list(),
        await passkey.update({ passkeyId: randomUUID(), friendlyName: 'Phone' }),
        await passkey.delete({ passkeyId: randomUUID() }),
      ];
      for (const answer of answers) expect(refusalOf(answer)).toEqual(disabled);
    });

    itWhereOffered(isNewest, 'signInWithPasskey and registerPasskey', async () => {
      const stranger = openPasskeyClient();
      const { auth } = await signIn(await createPerson(), openPasskeyClient());
      stubPasskeyBrowser();
      expect(refusalOf(await stranger.auth.signInWithPasskey())).toEqual(disabled);
      expect(refusalOf(await auth.registerPasskey())).toEqual(disabled);
    });

    itWhereOffered(isNewest, 'admin.passkey', async () => {
      const { id: userId } = await createPerson();
      const { passkey } = openServiceClient({ auth: { experimental: { passkey: true } } }).auth.admin;
      expect(refusalOf(await passkey.listPasskeys({ userId }))).toEqual(disabled);
      expect(refusalOf(await passkey.deletePasskey({ userId, passkeyId: randomUUID() }))).toEqual(disabled);
    });
  });
});
