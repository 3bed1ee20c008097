import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '@blunari/schema/result';
import { authFailure, emailTaken, type AuthFailure } from '../auth-failure.ts';
import type { AuthService } from '../auth-service.ts';
import { insertUser } from '../queries/insert-user.ts';
import { selectUser } from '../queries/select-user.ts';
import { updateUser } from '../queries/update-user.ts';
import { userBody } from '../user.ts';
import { readUserAttributes } from './user-attributes.ts';

/** `POST /admin/users`. Without a password, somebody who signs in by a link first. */
export async function createUserAsAdmin(
  auth: AuthService,
  body: unknown,
): Promise<Result<Record<string, unknown>, AuthFailure>> {
  const now = new Date(auth.clock.now());
  const attributes = await readUserAttributes(body, now);
  if (!attributes.ok) return attributes;
  const {
    id = randomUUID(),
    email,
    passwordHash,
    isConfirmed,
    userMetadata,
    appMetadata,
    bannedUntil,
  } = attributes.value;
  if (!email) return err(authFailure('validation_failed', 'Cannot create a user without an email'));
  const wasCreated = await insertUser(auth.pool, {
    id,
    email,
    passwordHash: passwordHash ?? null,
    appMetadata: { provider: 'email', providers: ['email'], ...appMetadata },
    userMetadata: userMetadata ?? {},
    createdAt: now,
    confirmedAt: isConfirmed ? now : null,
  });
  if (!wasCreated) return err(emailTaken());
  if (bannedUntil) await updateUser(auth.pool, id, { bannedUntil }, now);
  const user = await selectUser(auth.pool, { id });
  if (!user) throw new Error(`The user ${id} vanished while it was made.`);
  return ok(userBody(user));
}
