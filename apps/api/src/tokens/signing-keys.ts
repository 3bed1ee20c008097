import { randomUUID } from 'node:crypto';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type CryptoKey,
  type JWTPayload,
} from 'jose';
import { z } from 'zod';
import { StartError } from '../embedded/start-error.ts';
import { readTextIfPresent } from '../shared/files/read-text-if-present.ts';
import type { TokenRole } from './claims.ts';

/** The issuer of API keys; Supabase's own are signed with the same word. */
export const API_KEY_ISSUER = 'supabase';

const API_KEY_LIFETIME_S = 10 * 365 * 24 * 3600;

export interface SigningKeys {
  /** Public halves, as served under `/.well-known/jwks.json`. */
  readonly jwks: { readonly keys: PublicKey[] };
  /** The two API keys, stable for as long as the key file lives. */
  readonly anonKey: string;
  readonly serviceRoleKey: string;
  sign(claims: JWTPayload): Promise<string>;
}

const publicKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.literal('ES256'),
  use: z.literal('sig'),
});

type PublicKey = z.infer<typeof publicKeySchema>;

const keyFileSchema = z.object({
  version: z.literal(1),
  /** The first one signs; all of them verify, so that a key can be replaced while older tokens live on. */
  keys: z.array(publicKeySchema.extend({ d: z.string() })).min(1),
  anonKey: z.string(),
  serviceRoleKey: z.string(),
});

type KeyFile = z.infer<typeof keyFileSchema>;

/** Reads the signing keys from `path`, or makes them there: readable by this user alone, never overwritten. */
export async function loadSigningKeys(path: string): Promise<SigningKeys> {
  const file = (await readKeyFile(path)) ?? (await createKeyFile(path));
  const signer = file.keys[0];
  if (!signer) throw new Error(`${path} holds no key.`);
  const privateKey = await importPrivateKey(signer);
  return {
    jwks: { keys: file.keys.map((key) => publicKeySchema.parse(key)) },
    anonKey: file.anonKey,
    serviceRoleKey: file.serviceRoleKey,
    sign: (claims) => signWith(privateKey, signer.kid, claims),
  };
}

async function readKeyFile(path: string): Promise<KeyFile | undefined> {
  const text = await readTextIfPresent(path);
  if (text === undefined) return undefined;
  try {
    return keyFileSchema.parse(JSON.parse(text));
  } catch (cause) {
    const message = `${path} is not a key file: restore it from a backup, or delete it, and everyone signs in again.`;
    throw new StartError('data_folder', message, { cause });
  }
}

async function createKeyFile(path: string): Promise<KeyFile> {
  const file = await generateKeyFile();
  await mkdir(dirname(path), { recursive: true });
  // Written aside and linked: a crash leaves no half file, and of two processes starting at once the first one's keys stay.
  const draftPath = `${path}.${randomUUID()}`;
  try {
    await writeFile(draftPath, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true });
    await link(draftPath, path);
    return file;
  } catch (error) {
    if (!isTaken(error)) throw error;
    const winner = await readKeyFile(path);
    if (!winner) throw new Error(`${path} vanished while it was read.`, { cause: error });
    return winner;
  } finally {
    await rm(draftPath, { force: true });
  }
}

async function generateKeyFile(): Promise<KeyFile> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  const issuedAt = Math.floor(Date.now() / 1000);
  const apiKey = (role: TokenRole) =>
    signWith(pair.privateKey, kid, { iss: API_KEY_ISSUER, role, iat: issuedAt, exp: issuedAt + API_KEY_LIFETIME_S });
  return keyFileSchema.parse({
    version: 1,
    keys: [{ ...jwk, kid, alg: 'ES256', use: 'sig' }],
    anonKey: await apiKey('anon'),
    serviceRoleKey: await apiKey('service_role'),
  });
}

async function importPrivateKey(jwk: KeyFile['keys'][number]): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'ES256');
  if (key instanceof Uint8Array) throw new Error('An EC key was expected, not a secret.');
  return key;
}

function signWith(privateKey: CryptoKey, kid: string, claims: JWTPayload): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' }).sign(privateKey);
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
