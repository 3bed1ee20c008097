import { randomUUID } from 'node:crypto';
import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
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

export const publicKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.literal('ES256'),
  use: z.literal('sig'),
});

export type PublicKey = z.infer<typeof publicKeySchema>;

const privateKeySchema = publicKeySchema.extend({
  d: z.string(),
  /** Seconds since 1970: since when another key signs in its place. */
  retiredAtS: z.number().optional(),
});

export type PrivateKey = z.infer<typeof privateKeySchema>;

const keyFileSchema = z.object({
  version: z.literal(1),
  /** The first one signs; the others verify what they signed before. */
  keys: z.array(privateKeySchema).min(1),
  anonKey: z.string(),
  serviceRoleKey: z.string(),
});

export type KeyFile = z.infer<typeof keyFileSchema>;

export async function readKeyFile(path: string): Promise<KeyFile | undefined> {
  const text = await readTextIfPresent(path);
  if (text === undefined) return undefined;
  try {
    return keyFileSchema.parse(JSON.parse(text));
  } catch (cause) {
    const message = `${path} is not a key file: restore it from a backup, or delete it, and everyone signs in again.`;
    throw new StartError('data_folder', message, { cause });
  }
}

/** Makes the file, readable by this user alone. Of two processes that do it at once, both return what the first one wrote. */
export async function createKeyFile(path: string): Promise<KeyFile> {
  const file = await newKeyFile([]);
  await mkdir(dirname(path), { recursive: true });
  // Written aside and linked: a crash leaves no half file.
  const draftPath = await writeDraft(path, file);
  try {
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

/** Puts another file in its place, at once or not at all. */
export async function replaceKeyFile(path: string, file: KeyFile): Promise<void> {
  await rename(await writeDraft(path, file), path);
}

/** A file whose new first key signs, beside older keys that only verify. The API keys are signed anew. */
export async function newKeyFile(olderKeys: readonly PrivateKey[]): Promise<KeyFile> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  const issuedAt = Math.floor(Date.now() / 1000);
  const apiKey = (role: TokenRole) =>
    signWith(pair.privateKey, kid, { iss: API_KEY_ISSUER, role, iat: issuedAt, exp: issuedAt + API_KEY_LIFETIME_S });
  return keyFileSchema.parse({
    version: 1,
    keys: [{ ...jwk, kid, alg: 'ES256', use: 'sig' }, ...olderKeys],
    anonKey: await apiKey('anon'),
    serviceRoleKey: await apiKey('service_role'),
  });
}

export function signWith(privateKey: CryptoKey, kid: string, claims: JWTPayload): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' }).sign(privateKey);
}

export async function importPrivateKey(jwk: PrivateKey): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'ES256');
  if (key instanceof Uint8Array) throw new Error('An EC key was expected, not a secret.');
  return key;
}

async function writeDraft(path: string, file: KeyFile): Promise<string> {
  const draftPath = `${path}.${randomUUID()}`;
  await writeFile(draftPath, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true });
  return draftPath;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
