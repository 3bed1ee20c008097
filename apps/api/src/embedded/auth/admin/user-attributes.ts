import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, type AuthFailure } from '../auth-failure.ts';
import { readEmail } from '../email-address.ts';
import { metadataSchema } from '../metadata.ts';
import { checkNewPassword, hashPassword, isBcryptHash } from '../passwords.ts';
import { banEndOf } from './ban-duration.ts';

const attributesSchema = z.object({
  id: z.uuid().nullish(),
  email: z.string().nullish(),
  password: z.string().max(1024).nullish(),
  password_hash: z.string().max(255).nullish(),
  email_confirm: z.boolean().nullish(),
  user_metadata: metadataSchema.nullish(),
  app_metadata: metadataSchema.nullish(),
  role: z.enum(['authenticated', '']).nullish(),
  ban_duration: z.string().max(100).nullish(),
});

/** What an administrator says about a user, checked; what was not said is undefined. */
export interface UserAttributes {
  readonly id: string | undefined;
  readonly email: string | undefined;
  readonly passwordHash: string | undefined;
  readonly isConfirmed: boolean;
  readonly userMetadata: Record<string, unknown> | undefined;
  readonly appMetadata: Record<string, unknown> | undefined;
  /** Null lifts a ban. */
  readonly bannedUntil: Date | null | undefined;
}

/** Reads the body of `POST` and `PUT /admin/users`. */
export async function readUserAttributes(body: unknown, now: Date): Promise<Result<UserAttributes, AuthFailure>> {
  const input = attributesSchema.safeParse(body);
  if (!input.success) return err(authFailure('validation_failed', describe(input.error)));
  const given = input.data;
  const email = given.email ? readEmail(given.email) : ok(undefined);
  if (!email.ok) return email;
  const bannedUntil = given.ban_duration ? banEndOf(given.ban_duration, now) : undefined;
  if (given.ban_duration && bannedUntil === undefined) {
    return err(authFailure('validation_failed', 'invalid format for ban duration, such as 24h or none'));
  }
  const passwordHash = await readPasswordHash(given);
  if (!passwordHash.ok) return passwordHash;
  return ok({
    id: given.id ?? undefined,
    email: email.value,
    passwordHash: passwordHash.value,
    isConfirmed: given.email_confirm ?? false,
    userMetadata: given.user_metadata ?? undefined,
    appMetadata: given.app_metadata ?? undefined,
    bannedUntil,
  });
}

function describe(error: z.ZodError): string {
  const issue = error.issues[0];
  return `Could not read the user's attributes: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
}

async function readPasswordHash({
  password,
  password_hash: hash,
}: z.infer<typeof attributesSchema>): Promise<Result<string | undefined, AuthFailure>> {
  if (password && hash)
    return err(authFailure('validation_failed', 'Only a password or a password hash should be provided'));
  if (hash)
    return isBcryptHash(hash) ? ok(hash) : err(authFailure('validation_failed', 'Only bcrypt hashes are known'));
  if (!password) return ok(undefined);
  const checked = checkNewPassword(password);
  return checked.ok ? ok(await hashPassword(password)) : checked;
}
