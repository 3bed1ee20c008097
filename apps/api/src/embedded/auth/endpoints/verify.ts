import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, type AuthFailure } from '../auth-failure.ts';
import type { AuthService, Caller } from '../auth-service.ts';
import { hashCode, hashLinkToken } from '../one-time-tokens/one-time-token.ts';
import { proofTypeSchema, redeemToken, type ProofType } from '../one-time-tokens/redeem-token.ts';
import type { Proof } from '../queries/take-one-time-token.ts';
import { startSession } from '../start-session.ts';

const linkSchema = z.object({ type: proofTypeSchema, token_hash: z.string().min(1).max(255) });
const codeSchema = z.object({ type: proofTypeSchema, email: z.string().max(255), token: z.string().min(1).max(255) });

/** `POST /verify` with the secret of a link, or with a code and the address it was sent to. */
export async function verify(
  auth: AuthService,
  body: unknown,
  caller: Caller,
): Promise<Result<Record<string, unknown>, AuthFailure>> {
  const shown = readProof(auth, body, caller);
  if (!shown.ok) return shown;
  const { type, proof } = shown.value;
  const redeemed = await redeemToken(auth, type, proof, (client, user) =>
    startSession(auth, client, user, caller, 'otp'),
  );
  if (!redeemed.ok) return redeemed;
  const { value } = redeemed;
  return ok(value.kind === 'proved' ? value.value : { code: '200', msg: value.message });
}

function readProof(
  auth: AuthService,
  body: unknown,
  { network }: Caller,
): Result<{ readonly type: ProofType; readonly proof: Proof }, AuthFailure> {
  const link = linkSchema.safeParse(body);
  if (link.success) {
    const tooOften = auth.limiter.verification(network);
    if (tooOften) return err(tooOften);
    return ok({ type: link.data.type, proof: { linkTokenHash: hashLinkToken(link.data.token_hash) } });
  }
  const code = codeSchema.safeParse(body);
  if (!code.success) {
    return err(authFailure('validation_failed', 'Verify requires a type, and a token_hash or an email and a token'));
  }
  const { type, email, token } = code.data;
  const tooOften = auth.limiter.code(email) ?? auth.limiter.verification(network);
  return tooOften ? err(tooOften) : ok({ type, proof: { email, codeHash: hashCode(email, token) } });
}
