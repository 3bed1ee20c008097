import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, type AuthFailure } from './auth-failure.ts';

/** As long as the column that holds it. */
const emailSchema = z.email().max(255);

/** An address in lower case, as all of them are kept. */
export function readEmail(value: string | null | undefined): Result<string, AuthFailure> {
  if (!value) return err(authFailure('validation_failed', 'An email address is required'));
  const parsed = emailSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data.toLowerCase());
  return err(authFailure('validation_failed', 'Unable to validate email address: invalid format'));
}
