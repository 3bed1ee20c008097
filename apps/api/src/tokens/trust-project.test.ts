import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { loadSigningKeys, type SigningKeys } from './signing-keys.ts';
import { startProject, type TestProject } from './testing/start-project.ts';
import { alsoTrust } from './trust-project.ts';
import { createTokenVerifier } from './verify-token.ts';

const ownIssuer = 'http://localhost:8080/auth/v1';
let folder: string;
let keys: SigningKeys;
let project: TestProject;
let claims: ReturnType<TestProject['claimsOf']>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trust-'));
  keys = await loadSigningKeys(join(folder, 'keys.json'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  project = await startProject();
  claims = project.claimsOf(randomUUID());
});
afterEach(() => project.stop());

function verifier(jwtSecret?: string) {
  const issuers = ['supabase', ownIssuer];
  const verifyOwn = createTokenVerifier({ keys: { kind: 'local', jwks: keys.jwks }, issuers });
  const verify = alsoTrust({ url: project.url, jwtSecret }, verifyOwn);
  return async (token: string) => {
    const result = await verify(token);
    return result.ok ? result.value.sub : result.error.code;
  };
}

it('believes the people of a project beside its own', async () => {
  const verify = verifier();
  expect(await verify(await project.sign(claims))).toBe(claims.sub);
  expect(await verify(await keys.sign({ ...claims, iss: ownIssuer }))).toBe(claims.sub);
});

it('believes what the shared secret signed, people and API keys, where it is told the secret alone', async () => {
  const apiKey = await project.signWithSecret({ iss: 'supabase', ref: 'abc', role: 'anon', exp: claims.exp });
  const person = await project.signWithSecret(claims);
  expect(await verifier(project.jwtSecret)(person)).toBe(claims.sub);
  expect(await verifier(project.jwtSecret)(apiKey)).toBeUndefined();
  for (const token of [person, apiKey]) expect(await verifier()(token)).toBe('bad_signature');
});

it('lets the keys of neither side vouch for the other', async () => {
  const verify = verifier(project.jwtSecret);
  expect(await verify(await keys.sign(claims))).toBe('bad_signature');
  for (const iss of [ownIssuer, 'supabase', 'elsewhere']) {
    expect(await verify(await project.sign({ ...claims, iss }))).toBe('bad_signature');
  }
  expect(await verify(await project.signWithSecret({ ...claims, iss: ownIssuer }))).toBe('wrong_issuer');
});

it.each([
  ['expiry', { exp: 1 }, 'expired'],
  ['audience', { aud: 'others' }, 'missing_claims'],
  ['role', { role: 'postgres' }, 'missing_claims'],
])('checks the %s of what a project signed', async (_what, change, code) => {
  const verify = verifier(project.jwtSecret);
  expect(await verify(await project.sign({ ...claims, ...change }))).toBe(code);
  expect(await verify(await project.signWithSecret({ ...claims, ...change }))).toBe(code);
});

it('goes on with its own people while the project is away, and asks it about its own tokens alone', async () => {
  project.fail();
  const verify = verifier(project.jwtSecret);
  expect(await verify(await keys.sign({ ...claims, iss: ownIssuer }))).toBe(claims.sub);
  expect(await verify('a.b.c')).toBe('malformed');
  expect(await verify('x'.repeat(20_000))).toBe('malformed');
  expect(project.requests()).toBe(0);
  expect(await verify(await project.sign(claims))).toBe('unavailable');
  expect(project.requests()).toBe(1);
});
