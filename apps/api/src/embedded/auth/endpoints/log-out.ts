import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, type AuthFailure } from '../auth-failure.ts';
import type { AuthService } from '../auth-service.ts';
import type { SignedIn } from '../authenticate.ts';
import { deleteSessions } from '../queries/delete-sessions.ts';

const scopeSchema = z.enum(['global', 'local', 'others']).default('global');

/** `POST /logout?scope=`: ends all sessions of the user, this one, or all but this one. */
export async function logOut(
  auth: AuthService,
  { user, session }: SignedIn,
  scope: string | undefined,
): Promise<Result<null, AuthFailure>> {
  const parsed = scopeSchema.safeParse(scope);
  if (!parsed.success) return err(authFailure('validation_failed', `Unsupported logout scope "${scope}"`));
  await deleteSessions(auth.pool, user.id, session.id, parsed.data);
  return ok(null);
}
