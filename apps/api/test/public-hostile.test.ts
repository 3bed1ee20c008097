import { randomBytes, randomUUID } from 'node:crypto';
import { appErrorSchema } from '@blunari/schema/errors';
import { uuidv7, type RandomBytes } from '@blunari/schema/identifiers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { startTestApp, widgetUrl, type TestApp } from './support/start-test-app.ts';

let test: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  test = await startTestApp({ limits: { reads: 10_000, orders: 10_000, batches: 10_000 } });
  tenant = await createTenant(test.urls.owner);
});
afterAll(() => test.close());

const random: RandomBytes = (bytes) => new Uint8Array(randomBytes(bytes.length));
const guest = { name: 'Giulia Ferri', email: 'giulia@example.com', phone: '051 123 456' };
const ids = { idempotencyKey: randomUUID(), sessionId: randomUUID(), locale: 'en', pageUrl: '', notes: '' };

/** A body that each endpoint would take, so that a refusal is for the one thing that is wrong with it. */
const valid = {
  bookings: { ...ids, partySize: 2, startsAt: '2030-01-01T18:30:00.000Z', guest },
  requests: {
    ...ids,
    localDate: '2030-01-01',
    localTime: '12:00',
    guests: 20,
    packageId: 'lunch',
    contact: guest,
    company: '',
  },
  'bookings/mine': { bookingId: randomUUID(), secret: 'a'.repeat(64) },
  'bookings/mine/cancel': { bookingId: randomUUID(), secret: 'a'.repeat(64) },
  i: { pageUrl: '', referrer: '', events: [{ id: uuidv7(Date.now(), random), type: 'view', sessionId: randomUUID() }] },
};
const endpoints = ['bookings', 'bookings/mine', 'bookings/mine/cancel', 'requests', 'i'] as const;

const deep = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const withField = (endpoint: keyof typeof valid, field: string, value: unknown): string =>
  JSON.stringify({ ...valid[endpoint], [field]: value });

const attacks: readonly [name: string, body: (endpoint: keyof typeof valid) => string, statuses: readonly number[]][] =
  [
    ['nothing', () => '', [400]],
    ['half a JSON', () => '{"partySize": 2', [400]],
    ['a bare word', () => 'true', [400]],
    ['a list', () => '[]', [400]],
    ['null', () => 'null', [400]],
    ['a number beyond all bounds', (endpoint) => withField(endpoint, 'partySize', 1e308), [400]],
    ['a field nobody knows', (endpoint) => withField(endpoint, 'isAdmin', true), [400]],
    [
      'a key of every object',
      (endpoint) => `{"__proto__": {"a": 1}, ${JSON.stringify(valid[endpoint]).slice(1)}`,
      [400],
    ],
    [
      'a constructor',
      (endpoint) => `{"constructor": {"prototype": {"a": 1}}, ${JSON.stringify(valid[endpoint]).slice(1)}`,
      [400],
    ],
    ['depth', () => deep(2500), [400, 413]],
    [
      'depth under a known field',
      (endpoint) => `${JSON.stringify(valid[endpoint]).slice(0, -1)}, "pageUrl": ${deep(2000)}}`,
      [400, 413],
    ],
    ['a NUL in a text', (endpoint) => withField(endpoint, 'pageUrl', 'https://a.example/\u0000'), [400]],
    ['a lone half of a character pair', (endpoint) => withField(endpoint, 'sessionId', '\ud800'), [400]],
    ['an object for a text', (endpoint) => withField(endpoint, 'pageUrl', { $ne: null }), [400]],
    ['a text for an object', (endpoint) => withField(endpoint, endpoint === 'i' ? 'events' : 'guest', 'x'), [400]],
    ['SQL for an id', (endpoint) => withField(endpoint, 'sessionId', "1'; drop table tenants; --"), [400]],
    ['a text longer than any field', (endpoint) => withField(endpoint, 'pageUrl', 'x'.repeat(2001)), [400, 413]],
    ['a megabyte', (endpoint) => withField(endpoint, 'pageUrl', 'x'.repeat(1_000_000)), [413]],
  ];

describe.each(endpoints)('POST /w/:key/%s', (endpoint) => {
  const post = (payload: string, headers: Record<string, string> = {}) => {
    const { key } = endpoint === 'requests' ? tenant.catering : tenant.booking;
    return test.visit({
      method: 'POST',
      url: `/w/${key}/${endpoint}`,
      payload,
      headers: { 'content-type': 'application/json', ...headers },
    });
  };

  it.each(attacks)('refuses %s in words, without a trace of our code', async (_name, body, statuses) => {
    const answer = await post(body(endpoint));
    expect(statuses).toContain(answer.statusCode);
    expect(appErrorSchema.parse(answer.json()).message.length).toBeLessThan(300);
    expect(answer.body).not.toMatch(/node_modules|\.ts:|at \w+ \(/);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
    'takes no %s: what a foreign form could send without asking',
    async (type) => {
      const answer = await post(JSON.stringify(valid[endpoint]), { 'content-type': type });
      expect(answer.statusCode).toBe(400);
      expect(appErrorSchema.parse(answer.json()).code).toBe('invalid_input');
    },
  );

  it('lets no page of another origin read its answers', async () => {
    const preflight = await test.visit({
      method: 'OPTIONS',
      url: `/w/${tenant.booking.key}/${endpoint}`,
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it.each(['wk_00000000000000000000', 'nothing', '__proto__', '%00', '..%2f..', "wk_'or'1'='1aaaaaaaaa"])(
    'knows no widget %s',
    async (key) => {
      const answer = await test.visit({ method: 'POST', url: `/w/${key}/${endpoint}`, payload: valid[endpoint] });
      expect([400, 404]).toContain(answer.statusCode);
      expect(['invalid_input', 'not_found']).toContain(appErrorSchema.parse(answer.json()).code);
    },
  );
});

describe('GET /w/:key/availability', () => {
  it.each([
    '',
    '?partySize=2',
    '?partySize=0&from=2026-12-01&days=1',
    '?partySize=51&from=2026-12-01&days=1',
    '?partySize=2&from=2026-12-01&days=63',
    '?partySize=2&from=2026-12-01&days=-1',
    '?partySize=2&from=2026-13-01&days=1',
    '?partySize=2&from=0000-01-01&days=1',
    '?partySize=2&from=9999-12-31&days=62',
    '?partySize=NaN&from=2026-12-01&days=1',
    '?partySize=2&partySize=3&from=2026-12-01&days=1',
    '?partySize=2&from[]=2026-12-01&days=1',
    '?partySize=2&from=2026-12-01%00&days=1',
    '?partySize=1e999&from=2026-12-01&days=1',
  ])('refuses %s', async (query) => {
    const answer = await test.visit({ url: `/w/${tenant.booking.key}/availability${query}` });
    expect([answer.statusCode, appErrorSchema.parse(answer.json()).code]).toEqual([400, 'invalid_input']);
  });

  it('answers for every day of a longest question', async () => {
    const from = new Date().toISOString().slice(0, 10);
    const answer = await test.visit({ url: `/w/${tenant.booking.key}/availability?partySize=2&from=${from}&days=62` });
    expect(answer.json().days).toHaveLength(62);
  });
});

const sendEvents = (events: readonly object[], headers: Record<string, string> = {}) =>
  test.visit({
    method: 'POST',
    url: `/w/${tenant.booking.key}/i`,
    payload: { pageUrl: '', referrer: '', events },
    headers,
  });
const buildEvent = (atMs: number, more: object = {}) => ({
  id: uuidv7(atMs, random),
  type: 'view',
  sessionId: randomUUID(),
  ...more,
});
const countViews = async (): Promise<number> => {
  const client = await test.clientOf(tenant.members.viewer);
  return (await client.insights.today.query({ tenantId: tenant.id }))[0]?.views ?? 0;
};

describe('events', () => {
  it('count once, however often they are sent', async () => {
    const before = await countViews();
    const batch = [buildEvent(Date.now())];
    await Promise.all(Array.from({ length: 10 }, () => sendEvents(batch)));
    expect(await countViews()).toBe(before + 1);
  });

  it('of programs, of wrong clocks and of long ago count nothing', async () => {
    const before = await countViews();
    const nowMs = Date.now();
    const program = await sendEvents([buildEvent(nowMs)], { 'user-agent': 'Googlebot/2.1' });
    expect([program.statusCode, program.json().refused]).toEqual([202, []]);
    const ahead = await sendEvents([buildEvent(nowMs)], { 'sec-purpose': 'prefetch;prerender' });
    expect([ahead.statusCode, ahead.json().refused]).toEqual([202, []]);
    const wrong = await sendEvents([buildEvent(nowMs + 10 * 60_000), buildEvent(nowMs - 49 * 3_600_000)]);
    expect([wrong.statusCode, wrong.json().refused]).toEqual([
      202,
      [
        { index: 0, reason: 'too-early' },
        { index: 1, reason: 'too-old' },
      ],
    ]);
    expect(await countViews()).toBe(before);
  });

  it('are never conversions: those are written with a booking only', async () => {
    const faked = await sendEvents([{ ...buildEvent(Date.now()), type: 'conversion' }]);
    expect(faked.json().refused).toEqual([{ index: 0, reason: 'invalid' }]);
    expect((await sendEvents(Array.from({ length: 51 }, () => buildEvent(Date.now())))).statusCode).toBe(400);
  });
});

describe('whose page calls', () => {
  it('matters once the restaurant has named its pages', async () => {
    const other = await createTenant(test.urls.owner);
    const send = (origin: string) =>
      test.visit({ method: 'POST', url: `/w/${other.booking.key}/i`, payload: valid.i, headers: { origin } });
    expect((await send('https://anywhere.example')).statusCode).toBe(202);
    await test.db.as({ role: 'authenticated', claims: { sub: other.members.admin, role: 'authenticated' } }, (tx) =>
      tx.widgetSettings.updateMany({
        where: { tenantId: other.id },
        data: { allowedOrigins: ['https://lucia.example'] },
      }),
    );
    // A widget is remembered for a moment.
    await expect
      .poll(async () => (await send('https://anywhere.example')).json().code, { timeout: 10_000, interval: 250 })
      .toBe('origin_refused');
    expect((await send('https://lucia.example')).statusCode).toBe(202);
    expect((await send(widgetUrl)).statusCode).toBe(202);
  });
});
