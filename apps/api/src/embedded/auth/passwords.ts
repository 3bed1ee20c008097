import { compare, getRounds, hash } from 'bcrypt';
import { err, ok, type Result } from '@blunari/schema/result';
import { authFailure, type AuthFailure } from './auth-failure.ts';

// The cost that Supabase Auth uses, so that hashes move between the two.
const BCRYPT_COST = 10;

const MIN_CHARACTERS = 6;
/** bcrypt reads no further; what follows would not protect anybody. */
const MAX_BYTES = 72;

// The hash of a random password nobody kept. Compared with where there is no account, so that both answers take one comparison.
const NOBODYS_HASH = '$2b$10$6Iwm4zs6K91szo37A44xCuhvqw6EHLwuQs6vGOCqF51qLBEiv.IO.';

export function hashPassword(password: string): Promise<string> {
  return hash(password, BCRYPT_COST);
}

/** Takes the same time whether there is a hash to compare with or none. */
export async function isPasswordRight(password: string, storedHash: string | null | undefined): Promise<boolean> {
  // A hash of another kind would be refused at once, and its speed would tell that there is an account.
  const usableHash = storedHash && isBcryptHash(storedHash) ? storedHash : undefined;
  const isRight = await compare(password, usableHash ?? NOBODYS_HASH);
  return isRight && usableHash !== undefined;
}

/** Whether this is a hash that passwords can be compared with. */
export function isBcryptHash(text: string): boolean {
  return /^\$2[ab]\$\d\d\$[./A-Za-z0-9]{53}$/.test(text);
}

/** Made when machines were slower: to be made anew at the next sign-in. */
export function isHashCheap(storedHash: string | null): boolean {
  return storedHash !== null && isBcryptHash(storedHash) && getRounds(storedHash) < BCRYPT_COST;
}

export function checkNewPassword(password: string): Result<string, AuthFailure> {
  if (Array.from(password).length < MIN_CHARACTERS) {
    return err(authFailure('weak_password', `Password should be at least ${MIN_CHARACTERS} characters.`));
  }
  if (Buffer.byteLength(password) > MAX_BYTES) {
    return err(authFailure('validation_failed', `Password cannot be longer than ${MAX_BYTES} characters`));
  }
  return ok(password);
}
