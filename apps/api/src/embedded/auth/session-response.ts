import type { AuthService } from './auth-service.ts';
import { userBody, type UserRow } from './user.ts';

export interface Session {
  readonly id: string;
  readonly refreshToken: string;
  readonly signedInAt: Date;
}

/** What a sign-in and a refresh answer with: a fresh access token beside the refresh token to get the next one. */
export async function sessionResponse(
  auth: AuthService,
  user: UserRow,
  session: Session,
): Promise<Record<string, unknown>> {
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
    amr: [{ method: 'password', timestamp: Math.floor(session.signedInAt.getTime() / 1000) }],
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
