import { createHash } from 'node:crypto';
import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, type AuthFailure } from '../auth-failure.ts';

/** What a client keeps a secret for (RFC 7636): who brings the secret is who asked for the mail. */
export interface CodeChallenge {
  readonly challenge: string;
  readonly method: 's256' | 'plain';
}

// The lengths and characters of RFC 7636, section 4.
const challengeSchema = z.object({
  code_challenge: z.string().regex(/^[A-Za-z0-9\-._~]{43,128}$/),
  code_challenge_method: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['s256', 'plain'])),
});
const noChallengeSchema = z.looseObject({
  code_challenge: z.literal('').nullish(),
  code_challenge_method: z.unknown().optional(),
});

/** Reads the challenge of a body; undefined where the client has none. */
export function readCodeChallenge(body: unknown): Result<CodeChallenge | undefined, AuthFailure> {
  if (noChallengeSchema.safeParse(body).success) return ok(undefined);
  const parsed = challengeSchema.safeParse(body);
  if (!parsed.success) {
    return err(
      authFailure('validation_failed', 'PKCE flow requires a code_challenge of 43 to 128 characters and a method'),
    );
  }
  return ok({ challenge: parsed.data.code_challenge, method: parsed.data.code_challenge_method });
}

/** The challenge that a secret answers under the method `s256`. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
