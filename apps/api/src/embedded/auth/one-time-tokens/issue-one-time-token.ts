import type { ClientBase, Pool } from 'pg';
import type { AuthService } from '../auth-service.ts';
import { upsertOneTimeToken } from '../queries/upsert-one-time-token.ts';
import {
  PKCE_PREFIX,
  hashCode,
  hashLinkToken,
  newCode,
  newLinkToken,
  tokenLifetimeMs,
  type OneTimeTokenType,
} from './one-time-token.ts';

export interface IssuedToken {
  /** For a link. */
  readonly linkToken: string;
  /** For typing; worth something only where `hasCode` was asked for. */
  readonly code: string;
}

export interface TokenRequest {
  readonly userId: string;
  readonly type: OneTimeTokenType;
  /** Where the token goes. */
  readonly email: string;
  /** Whether the person is told the code. A code nobody knows is not stored, for it could only be guessed. */
  readonly hasCode: boolean;
  /** Whether the session goes to the client alone that asked. */
  readonly isPkce?: boolean;
}

/** Makes a token that proves once who reads the mails of an address. Only its hashes are kept. */
export async function issueOneTimeToken(
  auth: AuthService,
  db: Pool | ClientBase,
  { userId, type, email, hasCode, isPkce = false }: TokenRequest,
): Promise<IssuedToken> {
  const issued = { linkToken: (isPkce ? PKCE_PREFIX : '') + newLinkToken(), code: newCode() };
  const sentAt = new Date(auth.clock.now());
  await upsertOneTimeToken(db, {
    userId,
    type,
    email,
    linkTokenHash: hashLinkToken(issued.linkToken),
    codeHash: hasCode ? hashCode(email, issued.code) : '',
    sentAt,
    expiresAt: new Date(sentAt.getTime() + tokenLifetimeMs[type]),
  });
  return issued;
}
