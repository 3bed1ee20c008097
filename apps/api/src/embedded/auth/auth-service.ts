import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import type { Mailer } from '../../mail/mailer.ts';
import type { SigningKeys } from '../../tokens/signing-keys.ts';
import { API_KEY_ISSUER } from '../../tokens/key-file.ts';
import { alsoTrust } from '../../tokens/trust-project.ts';
import { createTokenVerifier, type VerifyToken } from '../../tokens/verify-token.ts';
import { createAfterAnswer, type AfterAnswer } from './after-answer.ts';
import type { AuthGatewayOptions, PasswordChangeRule } from './gateway-options.ts';
import { createAuthLimiter, type AuthLimiter } from './limits.ts';
import { createPasswordTurns, type PasswordTurns } from './password-turns.ts';
import type { RedirectRules } from './redirect-target.ts';

/** What every endpoint works with: the options, completed. */
export interface AuthService {
  readonly pool: Pool;
  readonly keys: SigningKeys;
  readonly issuer: string;
  readonly log: FastifyBaseLogger;
  readonly mailer: Mailer;
  readonly redirects: RedirectRules;
  readonly clock: { now(): number };
  readonly isSignupEnabled: boolean;
  readonly confirmsEmail: boolean;
  readonly passwordChange: PasswordChangeRule;
  readonly tokenLifetimeS: number;
  readonly sessionLifetimeS: number | undefined;
  readonly limiter: AuthLimiter;
  readonly passwordTurns: PasswordTurns;
  /** Believes the tokens of people. */
  readonly verifyToken: VerifyToken;
  /** Believes our own API keys: whoever has a project's administers no users here. */
  readonly verifyApiKey: VerifyToken;
  readonly afterAnswer: AfterAnswer;
}

/** Who sends a request. */
export interface Caller {
  /** What limits count by; never stored. */
  readonly network: string;
  /** The shortened address that sessions record. */
  readonly address: string | null;
  readonly userAgent: string | undefined;
}

export function createAuthService(options: AuthGatewayOptions): AuthService {
  const { pool, keys, issuer, trustedProject, log, mailer, clock = Date } = options;
  const local = { kind: 'local', jwks: keys.jwks } as const;
  const verifyOwn = createTokenVerifier({ keys: local, issuers: [issuer], clock });
  return {
    pool,
    keys,
    issuer,
    log,
    mailer,
    redirects: { siteUrl: options.siteUrl, redirectUrls: options.redirectUrls ?? [] },
    clock,
    isSignupEnabled: options.signupEnabled ?? false,
    confirmsEmail: options.confirmsEmail ?? false,
    passwordChange: options.passwordChange ?? 'session',
    tokenLifetimeS: options.tokenLifetimeS ?? 3600,
    sessionLifetimeS: options.sessionLifetimeS,
    limiter: createAuthLimiter(options.limits ?? {}, clock),
    passwordTurns: createPasswordTurns(),
    verifyToken: trustedProject ? alsoTrust(trustedProject, verifyOwn) : verifyOwn,
    verifyApiKey: createTokenVerifier({ keys: local, issuers: [API_KEY_ISSUER], clock }),
    afterAnswer: createAfterAnswer(log),
  };
}
