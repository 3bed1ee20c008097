import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import type { SigningKeys } from '../../tokens/signing-keys.ts';
import type { SignInLimits } from './sign-in-limiter.ts';

export interface AuthGatewayOptions {
  /** Connected as `supabase_auth_admin`. */
  readonly pool: Pool;
  readonly keys: SigningKeys;
  /** `iss` of the tokens: the public URL of this server with `/auth/v1`. */
  readonly issuer: string;
  readonly log: FastifyBaseLogger;
  readonly clock?: { now(): number };
  /** May strangers make an account? Default: no. */
  readonly signupEnabled?: boolean;
  /** Life of an access token in s. Default 3600. */
  readonly tokenLifetimeS?: number;
  /** Origins whose pages may call this server, such as that of the dashboard. Default: none but its own. */
  readonly allowedOrigins?: readonly string[];
  readonly signInLimits?: SignInLimits;
}
