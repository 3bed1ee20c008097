import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rotateSigningKeys } from './rotate-signing-keys.ts';
import { loadSigningKeys, type SigningKeys } from './signing-keys.ts';
import { createTokenVerifier } from './verify-token.ts';

const issuer = 'http://localhost:8080/auth/v1';
const dayS = 24 * 3600;
const nowS = () => Math.floor(Date.now() / 1000);

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
  path = join(folder, 'signing-keys.json');
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

const tokenOf = (keys: SigningKeys) =>
  keys.sign({
    iss: issuer,
    aud: 'authenticated',
    role: 'authenticated',
    sub: '3f0a9d1e-6f53-4e2b-9d57-0f5a3a0c9a11',
    exp: nowS() + 3600,
  });

async function isBelieved(keys: SigningKeys, token: string) {
  const verify = createTokenVerifier({ keys: { kind: 'local', jwks: keys.jwks }, issuers: ['supabase', issuer] });
  return (await verify(token)).ok;
}

describe('replacing the signing key', () => {
  it('signs with a new one, and believes what the old one signed', async () => {
    const before = await loadSigningKeys(path);
    const oldToken = await tokenOf(before);
    expect(await rotateSigningKeys(path, { nowS: nowS(), forgetsOldKeys: false })).toBe(1);
    const after = await loadSigningKeys(path);
    expect(after.jwks.keys).toHaveLength(2);
    expect(after.jwks.keys[1]).toEqual(before.jwks.keys[0]);
    const newToken = await tokenOf(after);
    for (const token of [
      oldToken,
      newToken,
      before.anonKey,
      after.anonKey,
      before.serviceRoleKey,
      after.serviceRoleKey,
    ]) {
      expect(await isBelieved(after, token)).toBe(true);
    }
    expect(await isBelieved(before, newToken)).toBe(false);
    expect(after.anonKey).not.toBe(before.anonKey);
    expect(JSON.stringify(after.jwks)).not.toMatch(/"d"|retired/);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['signing-keys.json']);
  });

  it('believes the old one for thirty days', async () => {
    const before = await loadSigningKeys(path);
    const retiredAtS = nowS();
    await rotateSigningKeys(path, { nowS: retiredAtS, forgetsOldKeys: false });
    vi.useFakeTimers({ toFake: ['Date'], now: (retiredAtS + 30 * dayS - 1) * 1000 });
    expect(await isBelieved(await loadSigningKeys(path), before.anonKey)).toBe(true);
    vi.setSystemTime((retiredAtS + 30 * dayS) * 1000);
    expect(await isBelieved(await loadSigningKeys(path), before.anonKey)).toBe(false);
    expect(await rotateSigningKeys(path, { nowS: nowS(), forgetsOldKeys: false })).toBe(1);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ keys: [{}, { retiredAtS: nowS() }] });
  });

  it('forgets a key at once that somebody else may know', async () => {
    const before = await loadSigningKeys(path);
    expect(await rotateSigningKeys(path, { nowS: nowS(), forgetsOldKeys: true })).toBe(0);
    const after = await loadSigningKeys(path);
    expect(await isBelieved(after, before.serviceRoleKey)).toBe(false);
    expect(await isBelieved(after, after.serviceRoleKey)).toBe(true);
  });

  it('makes no file where there is none', async () => {
    const rotation = rotateSigningKeys(path, { nowS: nowS(), forgetsOldKeys: false });
    await expect(rotation).rejects.toThrow(/check DATA_DIR/);
    expect(await readdir(folder)).toEqual([]);
  });
});
