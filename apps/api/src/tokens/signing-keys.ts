import type { JWTPayload } from 'jose';
import { createKeyFile, importPrivateKey, publicKeySchema, readKeyFile, signWith, type PublicKey } from './key-file.ts';
import { isInUse } from './rotate-signing-keys.ts';

export interface SigningKeys {
  /** Public halves, as served under `/.well-known/jwks.json`. */
  readonly jwks: { readonly keys: PublicKey[] };
  /** The two API keys, stable until the signing key is replaced. */
  readonly anonKey: string;
  readonly serviceRoleKey: string;
  sign(claims: JWTPayload): Promise<string>;
}

/** Reads the signing keys from `path`, or makes them there: readable by this user alone, never overwritten. */
export async function loadSigningKeys(path: string): Promise<SigningKeys> {
  const file = (await readKeyFile(path)) ?? (await createKeyFile(path));
  const [signer] = file.keys;
  if (!signer) throw new Error(`${path} holds no key.`);
  const privateKey = await importPrivateKey(signer);
  const nowS = Math.floor(Date.now() / 1000);
  return {
    jwks: { keys: file.keys.filter((key) => isInUse(key, nowS)).map((key) => publicKeySchema.parse(key)) },
    anonKey: file.anonKey,
    serviceRoleKey: file.serviceRoleKey,
    sign: (claims) => signWith(privateKey, signer.kid, claims),
  };
}
