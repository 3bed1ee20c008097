import { withClient } from '@blunari/db/server';
import { journalAnswerSchema } from '@blunari/schema/insights';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createLogger } from '../../src/observability/create-logger.ts';
import { createTenant, type TestTenant } from '../support/create-tenant.ts';
import { secondProcess, startTestApp, type TestApp } from '../support/start-test-app.ts';
import { viewsNow } from '../support/visitor-events.ts';

const dayMs = 24 * 3_600_000;
let test: TestApp;
let tenant: TestTenant;
let aheadMs = 0;
let logged = '';

beforeAll(async () => {
  test = await startTestApp({
    now: () => Date.now() + aheadMs,
    limits: { batches: 1000, batchesWithoutToken: 1000 },
    log: createLogger('trace', { write: (line) => void (logged += line) }),
  });
});
beforeEach(async () => {
  aheadMs = 0;
  tenant = await createTenant(test.urls.owner);
});
afterAll(() => test.close());

async function send(count: number, token: string | undefined, key = tenant.booking.key, app = test) {
  const payload = { pageUrl: '', referrer: '', events: viewsNow(count), ...(token === undefined ? {} : { token }) };
  const answer = await app.visit({ method: 'POST', url: `/w/${key}/i`, payload });
  expect(answer.statusCode).toBe(202);
  expect(answer.headers['cache-control']).toBe('no-store');
  const { token: next, refused } = journalAnswerSchema.parse(answer.json());
  return { token: next, takenCount: count - refused.length, reasons: new Set(refused.map(({ reason }) => reason)) };
}
const firstToken = async (key?: string) => (await send(1, undefined, key)).token;

it('lets many events in where a visitor has listened to an answer before', async () => {
  const first = await send(50, undefined);
  expect([first.takenCount, first.reasons]).toEqual([5, new Set(['no-token'])]);
  expect((await send(50, first.token)).takenCount).toBe(50);
});

it('is the same for all visitors of the hour, and of this widget alone', async () => {
  const token = await firstToken();
  expect(await firstToken()).toBe(token);
  expect(await firstToken(tenant.catering.key)).not.toBe(token);
});

it.each([
  ['another widget’s', async () => firstToken(tenant.catering.key)],
  ['a made-up one', async () => (await firstToken()).replace(/.{4}$/, 'AAAA')],
  ['nonsense', async () => '\u0001 or 1=1'],
  ['nothing', async () => ''],
  ['__proto__', async () => '__proto__'],
])('%s is as good as none', async (_what, tokenOf) => {
  expect((await send(6, await tokenOf())).takenCount).toBe(5);
});

it('is good for a day, and each answer brings a fresh one', async () => {
  const token = await firstToken();
  aheadMs = dayMs;
  const later = await send(6, token);
  expect([later.takenCount, later.token === token]).toEqual([6, false]);
  aheadMs = dayMs + 3_600_000;
  expect((await send(6, token)).takenCount).toBe(5);
  expect((await send(6, later.token)).takenCount).toBe(6);
});

it('is taken by every process of the installation', async () => {
  const other = await secondProcess(test);
  try {
    expect((await send(50, await firstToken(), tenant.booking.key, { ...test, visit: other.visit })).takenCount).toBe(
      50,
    );
  } finally {
    await other.close();
  }
});

it('stands in no page, and the secret nowhere at all', async () => {
  const token = await firstToken();
  const told = await Promise.all(
    [`/w/${tenant.booking.key}`, `/w/${tenant.booking.key}/config`].map(
      async (url) => (await test.visit({ url })).body,
    ),
  );
  for (const body of told) expect(body).not.toContain(token);
  const secrets = await withClient(test.urls.owner, async (client) => {
    const { rows } = await client.query<{ base64: string; hex: string }>(
      `select encode(secret, 'base64') as base64, encode(secret, 'hex') as hex from widget_private.journal_secrets`,
    );
    return rows.flatMap(({ base64, hex }) => [base64, hex]);
  });
  expect(secrets).toHaveLength(2);
  expect(logged).toContain(`/w/${tenant.booking.key}/i`);
  for (const secret of secrets) for (const text of [...told, logged]) expect(text).not.toContain(secret);
});

it('is asked of who sends much: without it, the limit is a tighter one', async () => {
  const strict = await startTestApp({ limits: { batches: 1000, batchesWithoutToken: 2 } });
  try {
    const { booking } = await createTenant(strict.urls.owner);
    const post = (token: string | undefined, remoteAddress: string) =>
      strict.visit({
        method: 'POST',
        url: `/w/${booking.key}/i`,
        remoteAddress,
        payload: { pageUrl: '', referrer: '', events: viewsNow(1), ...(token === undefined ? {} : { token }) },
      });
    const { token } = journalAnswerSchema.parse((await post(undefined, '203.0.113.1')).json());
    expect((await post('forged', '203.0.113.2')).statusCode).toBe(202);
    const refused = await post(undefined, '203.0.113.3');
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await post(token, '203.0.113.3')).statusCode).toBe(202);
    expect((await post(undefined, '198.51.100.1')).statusCode).toBe(202);
  } finally {
    await strict.close();
  }
});
