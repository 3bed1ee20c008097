import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { password, startTestAuth, type TestAuth } from './testing/start-test-auth.ts';

let auth: TestAuth;
let url: string;

/** So many that no limit hides what comes behind it. */
const many = { attempts: 1_000_000, windowMs: 60_000 };

beforeAll(async () => {
  auth = await startTestAuth();
  const server = await auth.startServer({
    signupEnabled: true,
    confirmsEmail: true,
    limits: {
      signIn: { perAccountAndAddress: many.attempts, perAddress: many.attempts },
      mailsToAddress: many,
      mailsFromNetwork: many,
      verifications: many,
      codes: many,
      refreshes: many,
    },
  });
  url = `${server.baseUrl}/auth/v1`;
});
afterAll(() => auth.stop());

const refusalSchema = z.strictObject({
  code: z.number().int().min(400).max(499),
  error_code: z.string().regex(/^[a-z_0-9]+$/),
  msg: z.string().max(300),
  weak_password: z.unknown().optional(),
});

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

async function send(method: Method, path: string, body: string | undefined, token?: string) {
  const answer = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  // A clear refusal, or a success: never a fault of ours, and never a word about how it is made.
  expect([answer.status, text]).toEqual([expect.toSatisfy((status: number) => status < 500), expect.any(String)]);
  expect(text).not.toMatch(/at .*\.[tj]s:\d+|select |postgres|ENOENT/);
  if (answer.status >= 400) refusalSchema.parse(JSON.parse(text));
}

/** Fields that are read. */
const fieldNames =
  'email password data type token token_hash refresh_token nonce current_password id new_email user_metadata app_metadata ' +
  'ban_duration password_hash role __proto__ constructor';
const field = fc.constantFrom(...fieldNames.split(' '));

/** Values that nobody means. */
const oddTexts = [
  'a@example.com',
  "' or 1=1 --",
  '\u{d800}',
  '\u{dfff}x',
  '\u0000',
  '\uffff',
  'recovery',
  'signup',
  '24h',
];
const oddValues = [
  { key: '\u{d800}' },
  { '\u{d800}': 1 },
  { a: '\u0000' },
  { deep: [[[[[[[[[[]]]]]]]]]] },
  1e308,
  -0,
  2 ** 53,
];
const value = fc.oneof(
  fc.json({ maxDepth: 3 }).map((text): unknown => JSON.parse(text)),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom<unknown>(...oddTexts),
  fc.constantFrom<unknown>(...oddValues),
);

/** What gets past the first look: all is well but for one or two things. */
const almostRight = fc
  .tuple(
    fc.uuid().map((id) => ({
      email: `${id}@example.com`,
      password,
      type: 'recovery',
      token_hash: 'x',
      token: '123456',
      refresh_token: 'x',
      new_email: `new-${id}@example.com`,
    })),
    fc.dictionary(field, value, { minKeys: 1, maxKeys: 2 }),
  )
  .map(([right, wrong]) => JSON.stringify({ ...right, ...wrong }));
const body = fc.oneof(
  { weight: 6, arbitrary: almostRight },
  { weight: 3, arbitrary: fc.dictionary(field, value, { maxKeys: 6 }).map((fields) => JSON.stringify(fields)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);

describe('whatever is sent is answered clearly', () => {
  it.each<[Method, string]>([
    ['POST', '/token?grant_type=password'],
    ['POST', '/token?grant_type=refresh_token'],
    ['POST', '/token?grant_type=pkce&grant_type=password'],
    ['POST', '/signup'],
    ['POST', '/recover?redirect_to=a&redirect_to=b'],
    ['POST', '/resend'],
    ['POST', '/verify'],
    ['POST', '/otp'],
  ])('by a stranger to %s %s', async (method, path) => {
    await fc.assert(
      fc.asyncProperty(body, (text) => send(method, path, text)),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('by somebody signed in', async () => {
    const supabase = auth.client(url.replace('/auth/v1', ''));
    const { email } = await auth.newUser();
    const { data } = await supabase.auth.signInWithPassword({ email, password });
    const token = data.session?.access_token ?? '';
    await fc.assert(
      fc.asyncProperty(body, (text) => send('PUT', '/user', text, token)),
      { numRuns: 100, endOnFailure: true },
    );
    await fc.assert(
      fc.asyncProperty(body, (text) => send('POST', '/factors', text, token)),
      { numRuns: 20, endOnFailure: true },
    );
  });

  it.each<[Method, string]>([
    ['POST', '/admin/users'],
    ['POST', '/invite'],
    ['POST', '/admin/generate_link'],
  ])('with the service key to %s %s', async (method, path) => {
    await fc.assert(
      fc.asyncProperty(body, (text) => send(method, path, text, auth.keys.serviceRoleKey)),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it.each(['\u{d800}', '\u{dfff}x', '\u0000'])('where a text holds what no database stores: %j', async (text) => {
    for (const data of [{ name: text }, { [text]: 1 }, { deep: [{ name: [text] }] }]) {
      const email = `${crypto.randomUUID()}@example.com`;
      await send('POST', '/signup', JSON.stringify({ email, password, data }));
      const attributes = { email, password, user_metadata: data, app_metadata: data };
      await send('POST', '/admin/users', JSON.stringify(attributes), auth.keys.serviceRoleKey);
      await send('POST', '/invite', JSON.stringify({ email, data }), auth.keys.serviceRoleKey);
    }
    for (const wrong of [
      { email: text, password },
      { email: `a@example.com${text}`, password: text },
      { refresh_token: text },
    ]) {
      await send('POST', '/token?grant_type=password', JSON.stringify(wrong));
      await send('POST', '/token?grant_type=refresh_token', JSON.stringify(wrong));
      await send('POST', '/recover', JSON.stringify(wrong));
      await send('POST', '/verify', JSON.stringify({ type: 'recovery', token_hash: text, ...wrong }));
      await send('POST', '/verify', JSON.stringify({ type: 'recovery', token: text, email: text }));
    }
  });

  it('in addresses, queries and tokens', async () => {
    const part = fc.string({ unit: 'binary', maxLength: 60 }).filter((text) => text.isWellFormed());
    const encoded = part.map((text) => encodeURIComponent(text));
    await fc.assert(
      fc.asyncProperty(encoded, encoded, async (one, two) => {
        await send('GET', `/verify?type=${one}&token=${two}&redirect_to=${one}`, undefined);
        await send('GET', `/verify?type=recovery&token=${two}&redirect_to=${two}&redirect_to=x`, undefined);
        await send('GET', `/admin/users?page=${one}&per_page=${two}`, undefined, auth.keys.serviceRoleKey);
        await send('GET', `/user`, undefined, one === '' ? 'x' : one);
        await send('POST', `/logout?scope=${one}`, undefined, auth.keys.anonKey);
      }),
      { numRuns: 40, endOnFailure: true },
    );
    for (const id of ['1', '%00', "'", '..%2f..', 'x'.repeat(90)]) {
      for (const method of ['GET', 'PUT', 'DELETE'] as const) {
        await send(method, `/admin/users/${id}`, method === 'PUT' ? '{}' : undefined, auth.keys.serviceRoleKey);
      }
    }
  });
});
