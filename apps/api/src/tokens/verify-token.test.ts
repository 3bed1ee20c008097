import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSigningKeys, type SigningKeys } from './signing-keys.ts';
import { createTokenVerifier } from './verify-token.ts';

const issuer = 'http://localhost:8080/auth/v1';
const sub = '3f0a9d1e-6f53-4e2b-9d57-0f5a3a0c9a11';
const nowS = Math.floor(Date.now() / 1000);
const person = { iss: issuer, aud: 'authenticated', role: 'authenticated', sub, iat: nowS, exp: nowS + 60 };

let folder: string;
let keys: SigningKeys;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
  keys = await loadSigningKeys(join(folder, 'auth', 'keys.json'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const verifier = (now = Date.now) =>
  createTokenVerifier({ keys: { kind: 'local', jwks: keys.jwks }, issuers: ['supabase', issuer], clock: { now } });

async function codeOf(token: string | undefined, verify = verifier()) {
  const result = await verify(token);
  return result.ok ? 'accepted' : result.error.code;
}

describe('signing keys', () => {
  it('are made once, kept for the next start and readable by their owner alone', async () => {
    const path = join(folder, 'once.json');
    const [first, second] = await Promise.all([loadSigningKeys(path), loadSigningKeys(path)]);
    const third = await loadSigningKeys(path);
    expect(third.jwks).toEqual(first.jwks);
    expect(second.jwks).toEqual(first.jwks);
    expect(third.anonKey).toBe(first.anonKey);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('never publish the private half', async () => {
    expect(await readFile(join(folder, 'auth', 'keys.json'), 'utf8')).toContain('"d"');
    expect(JSON.stringify(keys.jwks)).not.toContain('"d"');
  });

  it('say what to do about a file that is none', async () => {
    const path = join(folder, 'broken.json');
    await writeFile(path, '{');
    await expect(loadSigningKeys(path)).rejects.toThrow(/restore it from a backup, or delete it/);
  });
});

describe('the token verifier', () => {
  it('accepts API keys and the tokens of people, with their claims', async () => {
    const verify = verifier();
    const anon = await verify(keys.anonKey);
    const user = await verify(await keys.sign({ ...person, extra: { a: 1 } }));
    expect(anon).toMatchObject({ ok: true, value: { role: 'anon' } });
    expect(user).toMatchObject({ ok: true, value: { role: 'authenticated', sub, extra: { a: 1 } } });
    if (anon.ok) expect(anon.value.exp).toBeGreaterThan(nowS + 9 * 365 * 24 * 3600);
  });

  it.each([
    ['a role that Postgres must never become', 'role', 'postgres', 'missing_claims'],
    ['no role', 'role', undefined, 'missing_claims'],
    ['no expiry', 'exp', undefined, 'missing_claims'],
    ['no subject', 'sub', undefined, 'missing_claims'],
    ['another audience', 'aud', 'someone-else', 'missing_claims'],
    ['another issuer', 'iss', 'https://elsewhere.example', 'wrong_issuer'],
    ['an expiry in the past', 'exp', nowS - 1, 'expired'],
  ])('refuses %s', async (_what, claim, value, code) => {
    const claims: JWTPayload = { ...person };
    if (value === undefined) delete claims[claim];
    else claims[claim] = value;
    expect(await codeOf(await keys.sign(claims))).toBe(code);
  });

  it('reads the time from the clock it was given', async () => {
    expect(
      await codeOf(
        await keys.sign(person),
        verifier(() => (nowS + 61) * 1000),
      ),
    ).toBe('expired');
  });

  it('refuses foreign signatures, foreign algorithms and no signature', async () => {
    const foreign = await loadSigningKeys(join(folder, 'foreign.json'));
    const secret = new TextEncoder().encode('a-secret-of-at-least-32-characters');
    expect(await codeOf(await foreign.sign(person))).toBe('bad_signature');
    expect(await codeOf(await new SignJWT(person).setProtectedHeader({ alg: 'HS256' }).sign(secret))).toBe(
      'bad_signature',
    );
    expect(await codeOf(new UnsecuredJWT(person).encode())).not.toBe('accepted');
    const [head, , tail] = (await keys.sign(person)).split('.');
    const body = Buffer.from(JSON.stringify({ ...person, role: 'service_role' })).toString('base64url');
    expect(await codeOf(`${head}.${body}.${tail}`)).toBe('bad_signature');
  });

  it.each([undefined, '', 'x', 'a.b.c', '..', `${'x'.repeat(20_000)}.a.b`])(
    'refuses what is no token: %s',
    async (token) => {
      expect(await codeOf(token)).toMatch(/missing|malformed/);
    },
  );
});
