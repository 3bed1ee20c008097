import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appError } from '@blunari/schema/errors';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

const key = 'wk_luciabooking00000001';
const person = '0199f0a0-0000-7000-8000-000000000001';
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ refusal: () => appError('not_ready', 'Not set up yet.', { retryAfterMs: 15_000 }) });
});
afterAll(() => app.close());

describe('a product whose database is not ready', () => {
  it.each([
    ['GET', `/w/${key}/config`],
    ['GET', `/w/${key}/availability?partySize=2&from=2026-12-01&days=7`],
    ['POST', `/w/${key}/bookings`],
    ['POST', `/w/${key}/requests`],
    ['POST', `/w/${key}/i`],
  ] as const)('answers %s %s with 503 and the code not_ready', async (method, url) => {
    const answer = await app.visit({ method, url });
    expect([answer.statusCode, answer.json(), answer.headers['retry-after']]).toEqual([
      503,
      { code: 'not_ready', message: 'Not set up yet.', retryAfterMs: 15_000 },
      '15',
    ]);
  });

  it('shows plain words in the frame of a widget, on any site', async () => {
    const answer = await app.visit({ url: `/w/${key}`, headers: { accept: 'text/html' } });
    expect([answer.statusCode, answer.body]).toEqual([503, 'Not set up yet.\n']);
    expect(answer.headers['content-security-policy']).toContain('frame-ancestors *');
  });

  it('tells staff the same, by tRPC and by the feed', async () => {
    const client = await app.clientOf(person);
    await expect(client.me.get.query()).rejects.toMatchObject({
      data: { httpStatus: 503, appError: { code: 'not_ready' } },
    });
    const feed = await app.staff({
      url: `/feed/${person}`,
      headers: { authorization: `Bearer ${await app.tokenOf(person)}` },
    });
    expect([feed.statusCode, feed.json()]).toMatchObject([503, { code: 'not_ready' }]);
  });

  it('still says that somebody without a session is not signed in, and serves its own files', async () => {
    const answer = await app.staff({ url: '/trpc/me.get' });
    expect(answer.statusCode).toBe(401);
    expect((await app.staff({ url: '/dashboard/' })).statusCode).toBe(200);
  });
});
