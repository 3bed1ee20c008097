/**
 * What to do when the server refuses or ends a topic: ask for a new token, say that it may not be read, or try again.
 * The words are those of Supabase Realtime; anything unknown is tried again, slowly.
 */
export type Remedy = 'renew-token' | 'ask-permission' | 'retry';

export function remedyFor(reason: string): Remedy {
  return remedies.find(([pattern]) => pattern.test(reason))?.[1] ?? 'retry';
}

const remedies: readonly (readonly [RegExp, Remedy])[] = [
  // "Unauthorized: You do not have permissions to read ...", "You no longer have permission to read ..."
  [/^unauthorized|permission/i, 'ask-permission'],
  // "InvalidJWTToken: ...", "MalformedJWT", "JwtSignatureError", "Token has expired", "Access token has expired"
  [/jwt|token.*expired/i, 'renew-token'],
];
