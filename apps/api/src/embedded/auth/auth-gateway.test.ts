import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerSchema, dashboardOrigin, startTestAuth, type TestAuth } from './testing/start-test-auth.ts';

let auth: TestAuth;

beforeAll(async () => {
  auth = await startTestAuth();
});

afterAll(() => auth.stop());

const tooLong = `{"email":"${'a'.repeat(20_000)}"}`;

const preflight = (origin: string) =>
  fetch(`${auth.baseUrl}/auth/v1/token`, { method: 'OPTIONS', headers: { origin } });

describe('the HTTP around it', () => {
  it('publishes its keys at both places, public halves only', async () => {
    for (const path of ['/.well-known/jwks.json', '/auth/v1/.well-known/jwks.json']) {
      const answer = await fetch(auth.baseUrl + path);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({ keys: [expect.not.objectContaining({ d: expect.anything() })] });
    }
  });

  it('speaks both dialects of errors', async () => {
    const body = { email: 'nobody@example.com', password: 'x' };
    expect(await (await auth.post('/token?grant_type=password', body)).json()).toEqual({
      code: 400,
      error_code: 'invalid_credentials',
      msg: 'Invalid login credentials',
    });
    const newer = await auth.post('/token?grant_type=password', body, { 'x-supabase-api-version': '2024-01-01' });
    expect(newer.headers.get('x-supabase-api-version')).toBe('2024-01-01');
    expect(await newer.json()).toEqual({ code: 'invalid_credentials', message: 'Invalid login credentials' });
  });

  it.each([
    ['{', 400, 'bad_json'],
    ['null', 400, 'validation_failed'],
    ['{"email":{"$ne":null},"password":[]}', 400, 'validation_failed'],
    [tooLong, 413, 'request_too_large'],
    ['{"email":"a\\u0000b@example.com","password":"x"}', 400, 'bad_json'],
  ])('answers a body that is none with a reason and no stack: %s', async (body, status, code) => {
    const answer = await auth.post('/token?grant_type=password', body);
    expect([answer.status, answerSchema.parse(await answer.json()).error_code]).toEqual([status, code]);
  });

  it('refuses a grant it does not know', async () => {
    expect((await auth.post('/token?grant_type=carrier_pigeon', {})).status).toBe(400);
    expect((await auth.post('/token', {})).status).toBe(400);
  });

  it('lets the dashboard’s origin in, and no other', async () => {
    const allowed = await preflight(dashboardOrigin);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(dashboardOrigin);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('x-supabase-api-version');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});
