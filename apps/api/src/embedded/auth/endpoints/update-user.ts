import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, type AuthFailure } from '../auth-failure.ts';
import type { AuthService } from '../auth-service.ts';
import type { SignedIn } from '../authenticate.ts';
import { metadataSchema } from '../metadata.ts';
import { checkNewPassword, hashPassword, isPasswordRight } from '../passwords.ts';
import { deleteSessions } from '../queries/delete-sessions.ts';
import { selectUser } from '../queries/select-user.ts';
import { updateUser, type UserChange } from '../queries/update-user.ts';
import { userBody } from '../user.ts';

const updateSchema = z.object({
  email: z.email().max(255).nullish(),
  password: z.string().max(1024).nullish(),
  current_password: z.string().max(1024).nullish(),
  data: metadataSchema.nullish(),
});

type UpdateInput = z.infer<typeof updateSchema>;

/** `PUT /user`. A new password ends every other session of the user. */
export async function updateSignedInUser(
  auth: AuthService,
  { user, sessionId }: SignedIn,
  body: unknown,
): Promise<Result<Record<string, unknown>, AuthFailure>> {
  const input = updateSchema.safeParse(body);
  if (!input.success)
    return err(authFailure('validation_failed', input.error.issues[0]?.message ?? 'Nothing to update'));
  const change = await readChange({ user, sessionId }, input.data);
  if (!change.ok) return change;
  try {
    await updateUser(auth.pool, user.id, change.value, new Date(auth.clock.now()));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return err(authFailure('email_exists', 'A user with this email address has already been registered'));
  }
  if (change.value.passwordHash) await deleteSessions(auth.pool, user.id, sessionId, 'others');
  const changed = await selectUser(auth.pool, { id: user.id });
  return changed
    ? ok(userBody(changed))
    : err(authFailure('user_not_found', 'User from sub claim in JWT does not exist'));
}

async function readChange({ user }: SignedIn, input: UpdateInput): Promise<Result<UserChange, AuthFailure>> {
  const { email, password, current_password: currentPassword, data } = input;
  if (currentPassword && !(await isPasswordRight(currentPassword, user.encrypted_password))) {
    return err(authFailure('invalid_credentials', 'The current password is not right'));
  }
  const passwordHash = password ? await newPasswordHash(password, user.encrypted_password) : undefined;
  if (passwordHash && !passwordHash.ok) return passwordHash;
  const userMetadata = data ? mergeMetadata(user.raw_user_meta_data, data) : undefined;
  const isLarge = userMetadata && !metadataSchema.safeParse(userMetadata).success;
  if (isLarge) return err(authFailure('validation_failed', 'User metadata is too large'));
  return ok({
    ...(email && email.toLowerCase() !== user.email ? { email } : {}),
    ...(passwordHash ? { passwordHash: passwordHash.value } : {}),
    ...(userMetadata ? { userMetadata } : {}),
  });
}

async function newPasswordHash(password: string, oldHash: string | null): Promise<Result<string, AuthFailure>> {
  const checked = checkNewPassword(password);
  if (!checked.ok) return checked;
  if (await isPasswordRight(password, oldHash)) {
    return err(authFailure('same_password', 'New password should be different from the old password.'));
  }
  return ok(await hashPassword(password));
}

/** Keys are added or replaced; a null takes its key away. */
function mergeMetadata(old: Record<string, unknown>, change: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...old, ...change }).filter(([, value]) => value !== null));
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
