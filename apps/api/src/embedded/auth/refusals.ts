import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { sendFailure } from './answering.ts';
import { authFailure, type AuthFailure } from './auth-failure.ts';
import type { AuthService } from './auth-service.ts';
import { authenticate } from './authenticate.ts';
import { isByPhone, noPhones } from './phones.ts';

const noOtp = authFailure('otp_disabled', 'Signins not allowed for otp');
const noProvider = authFailure('validation_failed', 'Unsupported provider: provider is not enabled');
const noSaml = authFailure('saml_provider_disabled', 'SAML 2.0 is disabled');
const noFactor = authFailure('mfa_factor_not_found', 'Factor not found');
const noCodes = authFailure('mfa_factor_not_found', 'The user has not enrolled recovery codes');
const noNewCodes = authFailure('mfa_recovery_codes_enroll_not_enabled', 'MFA enroll is disabled for recovery codes');
const noCodeChecks = authFailure(
  'mfa_recovery_codes_verify_not_enabled',
  'MFA verification is disabled for recovery codes',
);
const oneFactorOnly = authFailure('insufficient_aal', 'AAL2 required to delete recovery codes');
const noLinking = authFailure('manual_linking_disabled', 'Manual linking is disabled');
const noOAuthServer = authFailure('feature_disabled', 'OAuth server is disabled');
const noCustomProviders = authFailure('feature_disabled', 'Custom OAuth providers are disabled');
const noPasskeys = authFailure('passkey_disabled', 'Passkeys are disabled');

/** What Supabase Auth offers and this server does not, refused as a project refuses what is switched off. */
export function addRefusals(app: FastifyInstance, auth: AuthService): void {
  app.post('/otp', async (request, reply) => {
    await sendFailure(request, reply, isByPhone(request.body) ? noPhones('Unsupported phone provider') : noOtp);
  });
  app.get('/authorize', (request, reply) => sendFailure(request, reply, noProvider));
  app.post('/sso', (request, reply) => sendFailure(request, reply, noSaml));
  refuseAll(app, '/oauth', noOAuthServer);
  refuseAll(app, '/passkeys', noPasskeys);
  // These are told to who is signed in only, as upstream.
  const refuseSignedIn = (method: 'GET' | 'POST' | 'DELETE', url: string, reason: (body: unknown) => AuthFailure) =>
    app.route({
      method,
      url,
      handler: async (request, reply) => {
        const signedIn = await authenticate(auth, request.headers.authorization);
        await sendFailure(request, reply, signedIn.ok ? reason(request.body) : signedIn.error);
      },
    });
  refuseSignedIn('POST', '/factors', refusedFactor);
  refuseSignedIn('GET', '/factors/recovery-codes', () => noCodes);
  refuseSignedIn('POST', '/factors/recovery-codes', () => noNewCodes);
  refuseSignedIn('POST', '/factors/recovery-codes/regenerate', () => noNewCodes);
  refuseSignedIn('POST', '/factors/recovery-codes/verify', () => noCodeChecks);
  // Upstream asks for a second factor before it looks for codes.
  refuseSignedIn('DELETE', '/factors/recovery-codes', () => oneFactorOnly);
  refuseSignedIn('POST', '/factors/:id/challenge', () => noFactor);
  refuseSignedIn('POST', '/factors/:id/verify', () => noFactor);
  refuseSignedIn('DELETE', '/factors/:id', () => noFactor);
  refuseSignedIn('GET', '/user/identities/authorize', () => noLinking);
  refuseSignedIn('DELETE', '/user/identities/:id', () => noLinking);
  refuseSignedIn('GET', '/user/oauth/grants', () => noOAuthServer);
  refuseSignedIn('DELETE', '/user/oauth/grants', () => noOAuthServer);
}

/** The same of what the service key may do there. */
export function addAdminRefusals(app: FastifyInstance): void {
  refuseAll(app, '/admin/oauth', noOAuthServer);
  refuseAll(app, '/admin/custom-providers', noCustomProviders);
  refuseAll(app, '/admin/users/:id/passkeys', noPasskeys);
}

/** Whatever is asked for at that path or below it. */
function refuseAll(app: FastifyInstance, path: string, failure: AuthFailure): void {
  const method = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  for (const url of [path, `${path}/*`]) {
    app.route({ method, url, handler: (request, reply) => sendFailure(request, reply, failure) });
  }
}

/** The answer to a grant that is none of this server's. */
export function refusedGrant(grantType: string | undefined): AuthFailure {
  if (grantType === 'id_token') return authFailure('provider_disabled', 'Provider is not enabled');
  if (grantType === 'web3') return authFailure('web3_provider_disabled', 'Web3 provider is disabled');
  return authFailure('invalid_credentials', 'unsupported_grant_type');
}

const factorSchema = z.object({ factor_type: z.enum(['totp', 'phone', 'webauthn']) });

function refusedFactor(body: unknown): AuthFailure {
  const factor = factorSchema.safeParse(body);
  if (!factor.success) return authFailure('validation_failed', 'factor_type needs to be totp, phone, or webauthn');
  if (factor.data.factor_type === 'totp') {
    return authFailure('mfa_totp_enroll_not_enabled', 'MFA enroll is disabled for TOTP');
  }
  if (factor.data.factor_type === 'phone') {
    return authFailure('mfa_phone_enroll_not_enabled', 'MFA enroll is disabled for Phone');
  }
  return authFailure('mfa_webauthn_enroll_not_enabled', 'MFA enroll is disabled for WebAuthn');
}
