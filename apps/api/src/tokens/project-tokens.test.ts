import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base64url, exportSPKI, importJWK, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadSigningKeys, type SigningKeys } from './signing-keys.ts';
import { createTokenVerifier } from './verify-token.ts';

/** The address of a project's Auth; only its keys are fetched in these tests. */
const issuer = 'https://abcdefghijklmnopqrst.supabase.co/auth/v1';
const secret = 'the-shared-secret-of-a-project-with-40-c';
const nowS = Math.floor(Date.now() / 1000);
const person = {
  iss: issuer,
  aud: 'authenticated',
  role: 'authenticated',
  sub: '3f0a9d1e-6f53-4e2b-9d57-0f5a3a0c9a11',
  iat: nowS,
  exp: nowS + 3600,
};

let folder: string;
let first: SigningKeys;
let second: SigningKeys;
let published: { status: number; body: unknown; requests: number };

const server = createServer((_request, response) => {
  published.requests += 1;
  response.writeHead(published.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(published.body));
});
let jwksUrl: URL;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'project-'));
  first = await loadSigningKeys(join(folder, 'first.json'));
  second = await loadSigningKeys(join(folder, 'second.json'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The key server has no port.');
  jwksUrl = new URL(`http://127.0.0.1:${address.port}/auth/v1/.well-known/jwks.json`);
});
beforeEach(() => {
  // The library that reads keys looks at the system's clock.
  vi.useFakeTimers({ toFake: ['Date'], now: nowS * 1000 });
  published = { status: 200, body: first.jwks, requests: 0 };
});
afterEach(() => {
  vi.useRealTimers();
  server.closeAllConnections();
});

const passS = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

function verifier(options: { secret?: string; url?: URL } = {}) {
  const keys = { kind: 'project' as const, jwksUrl: options.url ?? jwksUrl };
  const verify = createTokenVerifier({
    keys: options.secret === undefined ? keys : { ...keys, secret: options.secret },
    issuers: ['supabase', issuer],
  });
  return async (token: string) => {
    const result = await verify(token);
    return result.ok ? 'accepted' : result.error.code;
  };
}

const signShared = (claims: JWTPayload, key = secret, alg = 'HS256') =>
  new SignJWT(claims).setProtectedHeader({ alg, typ: 'JWT' }).sign(new TextEncoder().encode(key));

describe('a project that publishes its keys', () => {
  it('is believed, with its API keys that its shared secret signed', async () => {
    const verify = verifier({ secret });
    expect(await verify(await first.sign(person))).toBe('accepted');
    expect(await verify(await signShared(person))).toBe('accepted');
    const apiKey = { iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'anon', iat: nowS, exp: nowS + 1000 };
    expect(await verify(await signShared(apiKey))).toBe('accepted');
    expect(published.requests).toBe(1);
  });

  it('without the shared secret is believed by its published keys alone', async () => {
    expect(await verifier()(await signShared(person))).toBe('bad_signature');
  });

  it.each([
    ['another issuer', { iss: 'https://elsewhere.supabase.co/auth/v1' }, 'wrong_issuer'],
    ['no issuer', { iss: undefined }, 'wrong_issuer'],
    ['another audience', { aud: 'somebody-else' }, 'missing_claims'],
    ['no audience', { aud: undefined }, 'missing_claims'],
    ['an expiry in the past', { exp: nowS - 1 }, 'expired'],
    ['no expiry', { exp: undefined }, 'missing_claims'],
    ['a role of the database', { role: 'supabase_admin' }, 'missing_claims'],
    ['a time before which it is not to be believed', { nbf: nowS + 600 }, 'missing_claims'],
  ])('is not believed about %s, however it signed', async (_what, change, code) => {
    const claims = Object.fromEntries(
      Object.entries({ ...person, ...change }).filter(([, value]) => value !== undefined),
    );
    const verify = verifier({ secret });
    expect(await verify(await first.sign(claims))).toBe(code);
    expect(await verify(await signShared(claims))).toBe(code);
  });

  it('lets no public key be used as a secret, no other algorithm and no unsigned token', async () => {
    const verify = verifier({ secret });
    const [jwk] = first.jwks.keys;
    if (!jwk) throw new Error('There is no key.');
    const key = await importJWK(jwk, 'ES256', { extractable: true });
    if (key instanceof Uint8Array) throw new Error('A public key was expected.');
    const known = [await exportSPKI(key), JSON.stringify(jwk), jwk.x.padEnd(64, '\0'), '\0'.repeat(64)];
    for (const notSecret of known) {
      const forged = await signShared({ ...person, role: 'service_role' }, notSecret);
      expect(await verify(forged)).toBe('bad_signature');
      expect(await verifier()(forged)).toBe('bad_signature');
    }
    const longKey = secret.padEnd(64, 'x');
    expect(await verify(await signShared(person, longKey, 'HS384'))).toBe('bad_signature');
    expect(await verify(await signShared(person, longKey, 'HS512'))).toBe('bad_signature');
    const unsecured = new UnsecuredJWT(person).encode();
    expect(await verify(unsecured)).not.toBe('accepted');
    const [, body] = unsecured.split('.');
    for (const alg of ['none', 'None', 'NONE', '', 'HS256', 'ES256']) {
      const head = base64url.encode(JSON.stringify({ alg, kid: jwk.kid }));
      expect(await verify(`${head}.${body}.`)).not.toBe('accepted');
      expect(await verify(`${head}.${body}.AAAA`)).not.toBe('accepted');
    }
  });

  it('brings no key of its own in the head of a token', async () => {
    const forged = await second.sign(person);
    const [, body, signature] = forged.split('.');
    const [jwk] = second.jwks.keys;
    const head = base64url.encode(JSON.stringify({ alg: 'ES256', kid: jwk?.kid, jwk, jku: 'http://127.0.0.1:9/keys' }));
    expect(await verifier()(`${head}.${body}.${signature}`)).toBe('bad_signature');
  });
});

describe('when a project changes its keys', () => {
  it('the new one is believed as soon as it is published, and the old one while it is', async () => {
    const verify = verifier();
    const [oldToken, newToken] = [await first.sign(person), await second.sign(person)];
    expect(await verify(oldToken)).toBe('accepted');
    published.body = { keys: [...second.jwks.keys, ...first.jwks.keys] };
    passS(10);
    expect(await verify(newToken)).toBe('accepted');
    expect(await verify(oldToken)).toBe('accepted');
  });

  it('looks for unknown keys without a flood of requests', async () => {
    const verify = verifier();
    await verify(await first.sign(person));
    const forged = await second.sign(person);
    for (let round = 0; round < 50; round++) expect(await verify(forged)).toBe('bad_signature');
    expect(published.requests).toBeLessThanOrEqual(2);
  });
});

describe('when the keys cannot be read', () => {
  it('says so, and does not call the token bad', async () => {
    const nowhere = verifier({ url: new URL('http://127.0.0.1:9/jwks.json') });
    expect(await nowhere(await first.sign(person))).toBe('unavailable');
    published.status = 503;
    expect(await verifier()(await first.sign(person))).toBe('unavailable');
    published = { status: 200, body: { error: 'not a key set' }, requests: 0 };
    expect(await verifier()(await first.sign(person))).toBe('unavailable');
  });

  it('is well again once they can, after half a minute at most', async () => {
    const verify = verifier();
    published.status = 503;
    const token = await first.sign(person);
    for (let round = 0; round < 20; round++) expect(await verify(token)).toBe('unavailable');
    expect(published.requests).toBe(1);
    published.status = 200;
    passS(30);
    expect(await verify(token)).toBe('accepted');
  });

  it('is well again at once where the clock was ahead and is set back', async () => {
    const verify = verifier();
    const token = await first.sign(person);
    passS(1_800);
    published.status = 503;
    expect(await verify(token)).toBe('unavailable');
    published.status = 200;
    passS(-1_800);
    expect(await verify(token)).toBe('accepted');
  });

  it('goes on with the known keys for a day, asking every half a minute, and refuses nothing it cannot judge', async () => {
    const verify = verifier();
    const week = { ...person, exp: nowS + 7 * 24 * 3600 };
    const [token, newToken] = [await first.sign(week), await second.sign(week)];
    expect(await verify(token)).toBe('accepted');
    published = { status: 503, body: {}, requests: 0 };
    passS(11 * 60);
    for (let round = 0; round < 20; round++) expect(await verify(token)).toBe('accepted');
    expect(published.requests).toBe(1);
    expect(await verify(newToken)).toBe('unavailable');
    passS(30);
    await verify(token);
    expect(published.requests).toBe(2);
    passS(24 * 3600);
    expect(await verify(token)).toBe('unavailable');
  });

  it('believes a key that was withdrawn ten minutes longer at most', async () => {
    const verify = verifier();
    const token = await first.sign(person);
    expect(await verify(token)).toBe('accepted');
    published.body = second.jwks;
    passS(10 * 60);
    expect(await verify(token)).toBe('bad_signature');
  });

  it('still believes what the shared secret signed', async () => {
    const nowhere = verifier({ secret, url: new URL('http://127.0.0.1:9/jwks.json') });
    expect(await nowhere(await signShared(person))).toBe('accepted');
  });
});
