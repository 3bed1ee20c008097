import { err, ok, type Result } from '@blunari/schema/result';
import { emailTaken, type AuthFailure } from '../auth-failure.ts';
import type { AuthService } from '../auth-service.ts';
import { mergeMetadata } from '../metadata.ts';
import { deleteOneTimeTokens } from '../queries/delete-one-time-tokens.ts';
import { deleteSessions } from '../queries/delete-sessions.ts';
import { updateUser } from '../queries/update-user.ts';
import { isUniqueViolation } from '../unique-violation.ts';
import { userBody } from '../user.ts';
import { findUser } from './find-user.ts';
import { readUserAttributes } from './user-attributes.ts';

/** `PUT /admin/users/:id`. A new password and a ban end the sessions of the user. */
export async function updateUserAsAdmin(
  auth: AuthService,
  id: string,
  body: unknown,
): Promise<Result<Record<string, unknown>, AuthFailure>> {
  const now = new Date(auth.clock.now());
  const found = await findUser(auth, id);
  if (!found.ok) return found;
  const attributes = await readUserAttributes(body, now);
  if (!attributes.ok) return attributes;
  const { email, passwordHash, isConfirmed, userMetadata, appMetadata, bannedUntil } = attributes.value;
  const change = {
    isConfirmed,
    ...(email ? { email } : {}),
    ...(passwordHash ? { passwordHash } : {}),
    ...(userMetadata ? { userMetadata: mergeMetadata(found.value.raw_user_meta_data, userMetadata) } : {}),
    ...(appMetadata ? { appMetadata: mergeMetadata(found.value.raw_app_meta_data, appMetadata) } : {}),
    ...(bannedUntil === undefined ? {} : { bannedUntil }),
  };
  try {
    await updateUser(auth.pool, id, change, now);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return err(emailTaken());
  }
  if (passwordHash || email) await deleteOneTimeTokens(auth.pool, id);
  if (passwordHash || bannedUntil) await deleteSessions(auth.pool, id, null, 'global');
  const changed = await findUser(auth, id);
  return changed.ok ? ok(userBody(changed.value)) : changed;
}
