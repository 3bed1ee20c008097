import type { AuthService } from './auth-service.ts';
import { userBody, type UserRow } from './user.ts';

/** How somebody proved who they are: `otp` is a link or a code from a mail. */
export type SignInMethod = 'password' | 'otp';

/** One proof, as the claim `amr` lists them. */
export interface AuthenticationClaim {
  readonly method: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

export interface Session {
  readonly id: string;
  readonly refreshToken: string;
  readonly amr: readonly AuthenticationClaim[];
}

/** A session as it is handed out: a fresh access token beside the refresh token to get the next one. */
export interface SessionBody extends Record<string, unknown> {
  readonly access_token: string;
  readonly token_type: 'bearer';
  readonly expires_in: number;
  readonly expires_at: number;
  readonly refresh_token: string;
  readonly user: Record<string, unknown>;
}

/** What a sign-in and a refresh answer with. */
export async function sessionResponse(auth: AuthService, user: UserRow, session: Session): Promise<SessionBody> {
  const issuedAt = Math.floor(auth.clock.now() / 1000);
  const expiresAt = issuedAt + auth.tokenLifetimeS;
  const accessToken = await auth.keys.sign({
    iss: auth.issuer,
    sub: user.id,
    aud: 'authenticated',
    exp: expiresAt,
    iat: issuedAt,
    email: user.email ?? '',
    phone: user.phone ?? '',
    app_metadata: user.raw_app_meta_data,
    user_metadata: user.raw_user_meta_data,
    role: 'authenticated',
    aal: 'aal1',
    amr: session.amr,
    session_id: session.id,
    is_anonymous: user.is_anonymous,
  });
  return {
    access_token: accessToken,
    token_type: 'bearer',
    expires_in: auth.tokenLifetimeS,
    expires_at: expiresAt,
    refresh_token: session.refreshToken,
    user: userBody(user),
  };
}
