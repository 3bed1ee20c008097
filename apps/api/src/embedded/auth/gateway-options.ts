import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import type { Mailer } from '../../mail/mailer.ts';
import type { SigningKeys } from '../../tokens/signing-keys.ts';
import type { TrustedProject } from '../../tokens/trust-project.ts';
import type { AuthLimits } from './limits.ts';

/**
 * What a signed-in person shows to choose a new password: nothing more (Supabase's default), the current password, or, where
 * they signed in more than a day ago, a code from a mail. Who came by a link in a mail shows nothing more in any case.
 */
export type PasswordChangeRule = 'session' | 'current_password' | 'recent_sign_in';

export interface AuthGatewayOptions {
  /** Connected as `supabase_auth_admin`. */
  readonly pool: Pool;
  readonly keys: SigningKeys;
  /** `iss` of the tokens: the public URL of this server with `/auth/v1`. */
  readonly issuer: string;
  /** Whose tokens of people are believed too, where their sessions have moved here with them. Default: nobody's. */
  readonly trustedProject?: TrustedProject;
  readonly log: FastifyBaseLogger;
  readonly mailer: Mailer;
  /** Where links in mails lead that name no other page. */
  readonly siteUrl: string;
  /** Other pages, or whole origins, that links may lead to. Default: those of the site's own origin. */
  readonly redirectUrls?: readonly string[];
  readonly clock?: { now(): number };
  /** May strangers make an account? Default: no. */
  readonly signupEnabled?: boolean;
  /** Must an address be confirmed by a link before it counts? Only where mails arrive. Default: no. */
  readonly confirmsEmail?: boolean;
  /** Default: `session`. */
  readonly passwordChange?: PasswordChangeRule;
  /** Life of an access token in s. Default 3600. */
  readonly tokenLifetimeS?: number;
  /** Life of a session in s, however often it is refreshed. Default: it ends by signing out only. */
  readonly sessionLifetimeS?: number;
  /** Origins whose pages may call this server, such as that of the dashboard. Default: none but its own. */
  readonly allowedOrigins?: readonly string[];
  readonly limits?: AuthLimits;
}
