import { err, ok, type Result } from '@blunari/schema/result';
import { createLocalJWKSet, decodeProtectedHeader, errors, jwtVerify, type JSONWebKeySet } from 'jose';
import { claimsSchema, type Claims } from './claims.ts';
import { createRemoteKeys } from './remote-keys.ts';

/** Why a token was refused. `unavailable`: the remote key set could not be read, the token may be fine. */
export type TokenFailureCode =
  'missing' | 'malformed' | 'bad_signature' | 'expired' | 'missing_claims' | 'wrong_issuer' | 'unavailable';

export interface TokenFailure {
  readonly code: TokenFailureCode;
  readonly message: string;
}

export type VerifyToken = (token: string | undefined) => Promise<Result<Claims, TokenFailure>>;

/**
 * Where signatures are checked: our own keys, or those of a Supabase project. A project publishes its keys; one that signed
 * with a shared secret before, or still does, has API keys and tokens that only the secret proves.
 */
export type KeySource =
  | { readonly kind: 'local'; readonly jwks: JSONWebKeySet }
  | { readonly kind: 'project'; readonly jwksUrl: URL; readonly secret?: string };

export interface TokenVerifierOptions {
  readonly keys: KeySource;
  /** Accepted values of `iss`: the auth server's and, for API keys, `supabase`. */
  readonly issuers: readonly string[];
  readonly clock?: { now(): number };
}

// Tokens of Supabase are signed by one of these; naming them keeps `none` and key confusion out.
const asymmetricAlgorithms = ['ES256', 'RS256', 'EdDSA'];

/** A token longer than this is refused unread. Browsers' and proxies' header limits are lower already. */
export const MAX_TOKEN_CHARACTERS = 16_384;

/** Makes the one function that decides whether a token is to be believed: algorithm, signature, issuer, expiry, role and audience. */
export function createTokenVerifier(options: TokenVerifierOptions): VerifyToken {
  const verify = signatureChecker(options);
  return async (token) => {
    if (!token) return refuse('missing');
    if (token.length > MAX_TOKEN_CHARACTERS || token.split('.').length !== 3) return refuse('malformed');
    try {
      return readClaims((await verify(token)).payload);
    } catch (error) {
      return refuse(failureCodeOf(error));
    }
  };
}

function signatureChecker({ keys, issuers, clock = Date }: TokenVerifierOptions) {
  const checks = () => ({ issuer: [...issuers], currentDate: new Date(clock.now()), requiredClaims: ['exp'] });
  const keySet = keys.kind === 'local' ? createLocalJWKSet(keys.jwks) : createRemoteKeys({ url: keys.jwksUrl, clock });
  const text = keys.kind === 'project' ? keys.secret : undefined;
  const secret = text === undefined ? undefined : new TextEncoder().encode(text);
  return (token: string) => {
    // Each key goes with its own algorithms: a public key is never taken for a secret.
    if (secret && algorithmOf(token) === 'HS256') {
      return jwtVerify(token, secret, { ...checks(), algorithms: ['HS256'] });
    }
    return jwtVerify(token, keySet, { ...checks(), algorithms: asymmetricAlgorithms });
  };
}

function algorithmOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).alg;
  } catch {
    // Who verifies it says what is wrong with it.
    return undefined;
  }
}

function readClaims(payload: unknown): Result<Claims, TokenFailure> {
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success) return refuse('missing_claims');
  const { role, sub, aud } = parsed.data;
  if (role === 'authenticated' && (!sub || ![aud].flat().includes('authenticated'))) return refuse('missing_claims');
  return ok(parsed.data);
}

function failureCodeOf(error: unknown): TokenFailureCode {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed)
    return error.claim === 'iss' ? 'wrong_issuer' : 'missing_claims';
  if (error instanceof errors.JWKSTimeout) return 'unavailable';
  // No key of that id, another algorithm or a changed byte: all of them are a signature nobody here vouches for.
  if (
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSEAlgNotAllowed
  ) {
    return 'bad_signature';
  }
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid || error instanceof SyntaxError)
    return 'malformed';
  if (error instanceof errors.JOSENotSupported) return 'bad_signature';
  return 'unavailable';
}

const messages = {
  missing: 'A token is missing. Sign in, or send the API key.',
  malformed: 'The token provided is not a valid JWT',
  bad_signature: 'Failed to validate JWT signature',
  expired: 'Token has expired',
  missing_claims: 'Fields `role` and `exp` are required in JWT',
  wrong_issuer: 'The token was issued by someone else',
  unavailable: 'The keys to check the token with could not be read. Try again.',
} as const satisfies Record<TokenFailureCode, string>;

function refuse(code: TokenFailureCode): Result<never, TokenFailure> {
  return err({ code, message: messages[code] });
}
