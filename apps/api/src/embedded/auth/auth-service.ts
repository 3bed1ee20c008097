import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import type { SigningKeys } from '../../tokens/signing-keys.ts';
import { createTokenVerifier, type VerifyToken } from '../../tokens/verify-token.ts';
import type { AuthGatewayOptions } from './gateway-options.ts';
import { createSignInLimiter, type SignInLimiter } from './sign-in-limiter.ts';

/** What every endpoint works with: the options, completed. */
export interface AuthService {
  readonly pool: Pool;
  readonly keys: SigningKeys;
  readonly issuer: string;
  readonly log: FastifyBaseLogger;
  readonly clock: { now(): number };
  readonly isSignupEnabled: boolean;
  readonly tokenLifetimeS: number;
  readonly limiter: SignInLimiter;
  readonly verifyToken: VerifyToken;
}

/** Who sends a request, as sessions record it. */
export interface Caller {
  readonly address: string;
  readonly userAgent: string | undefined;
}

export function createAuthService(options: AuthGatewayOptions): AuthService {
  const { pool, keys, issuer, log, clock = Date } = options;
  return {
    pool,
    keys,
    issuer,
    log,
    clock,
    isSignupEnabled: options.signupEnabled ?? false,
    tokenLifetimeS: options.tokenLifetimeS ?? 3600,
    limiter: createSignInLimiter(options.signInLimits ?? {}, clock),
    verifyToken: createTokenVerifier({ keys: { kind: 'local', jwks: keys.jwks }, issuers: [issuer], clock }),
  };
}
