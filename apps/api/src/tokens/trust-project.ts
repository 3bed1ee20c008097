import { decodeJwt, decodeProtectedHeader } from 'jose';
import { API_KEY_ISSUER } from './key-file.ts';
import { createTokenVerifier, MAX_TOKEN_CHARACTERS, type VerifyToken } from './verify-token.ts';

/** A Supabase project whose tokens and API keys are believed. */
export interface TrustedProject {
  /** Origin, such as `https://abcdefghijklmnopqrst.supabase.co`. */
  readonly url: string;
  /** The project's shared secret, for what was signed with it; all else is checked with the keys the project publishes. */
  readonly jwtSecret: string | undefined;
}

const issuerOf = ({ url }: TrustedProject): string => `${url}/auth/v1`;

/** Believes what the project signed, and nothing else. */
export function createProjectVerifier(project: TrustedProject): VerifyToken {
  const issuer = issuerOf(project);
  return createTokenVerifier({
    keys: {
      kind: 'project',
      jwksUrl: new URL(`${issuer}/.well-known/jwks.json`),
      ...(project.jwtSecret === undefined ? {} : { secret: project.jwtSecret }),
    },
    issuers: [API_KEY_ISSUER, issuer],
  });
}

/**
 * Believes a project's tokens beside our own. What a token says of itself decides whose keys it is checked with, and those
 * alone: neither side's keys vouch for the other's people, and a project that cannot be reached leaves our own tokens alone.
 */
export function alsoTrust(project: TrustedProject, verifyOwn: VerifyToken): VerifyToken {
  const verifyProjects = createProjectVerifier(project);
  const issuer = issuerOf(project);
  return (token) => (token && claimsToBeOf(issuer, token) ? verifyProjects(token) : verifyOwn(token));
}

/** API keys of every project name the same issuer, but none of ours is signed with a secret. */
function claimsToBeOf(issuer: string, token: string): boolean {
  if (token.length > MAX_TOKEN_CHARACTERS) return false;
  try {
    return decodeJwt(token).iss === issuer || decodeProtectedHeader(token).alg === 'HS256';
  } catch {
    // Who verifies it says what is wrong with it.
    return false;
  }
}
