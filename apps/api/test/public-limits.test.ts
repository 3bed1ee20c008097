import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

const booking = {
  idempotencyKey: randomUUID(),
  sessionId: randomUUID(),
  locale: 'en',
  pageUrl: '',
  notes: '',
  partySize: 2,
  startsAt: '2030-01-01T18:30:00.000Z',
  guest: { name: 'Giulia Ferri', email: 'giulia@example.com', phone: '051 123 456' },
};

const invent = (index: number) => `wk_${String(index).padStart(20, 'a')}`;

describe('too many requests', () => {
  let limited: TestApp;
  let one: string;
  let other: string;
  beforeEach(async () => {
    limited = await startTestApp({ limits: { reads: 3, orders: 2, batches: 1000 } });
    const tenant = await createTenant(limited.urls.owner);
    [one, other] = [tenant.booking.key, tenant.catering.key];
  });
  afterEach(() => limited.close());
  const ask = (key: string, remoteAddress: string) => limited.visit({ url: `/w/${key}/config`, remoteAddress });
  const statusesOf = async (keys: readonly string[], remoteAddress: string): Promise<readonly number[]> => {
    const statuses: number[] = [];
    for (const key of keys) {
      // In turn, as a person would.
      statuses.push((await ask(key, remoteAddress)).statusCode);
    }
    return statuses;
  };

  it('are told to wait, by shortened address and widget, not each other', async () => {
    expect(await statusesOf([one, other], '192.0.2.1')).toEqual([200, 200]);
    for (const address of ['203.0.113.1', '203.0.113.2', '203.0.113.3']) {
      expect((await ask(one, address)).statusCode).toBe(200);
    }
    const refused = await ask(one, '203.0.113.4');
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask(one, '198.51.100.1')).statusCode).toBe(200);
    expect((await ask(other, '203.0.113.4')).statusCode).toBe(200);
  });

  it('for keys that are no widget count together, and do not stop the guests of a widget', async () => {
    expect((await ask(one, '192.0.2.1')).statusCode).toBe(200);
    expect(await statusesOf([1, 2, 3, 4, 5].map(invent), '203.0.113.1')).toEqual([404, 404, 404, 429, 429]);
    expect((await ask(one, '203.0.113.1')).statusCode).toBe(200);
    const post = (index: number) =>
      limited.visit({
        method: 'POST',
        url: `/w/${invent(index)}/bookings`,
        payload: booking,
        remoteAddress: '198.51.100.1',
      });
    expect([await post(1), await post(2), await post(3)].map(({ statusCode }) => statusCode)).toEqual([404, 404, 429]);
  });

  it('of one address count over all widgets too, before anything else is asked', async () => {
    const statuses = await statusesOf(
      Array.from({ length: 15 }, (_, index) => invent(index)),
      '203.0.113.1',
    );
    expect(statuses).not.toContain(200);
    const refused = await ask(one, '203.0.113.9');
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask(one, '198.51.100.1')).statusCode).toBe(200);
  });
});

const askFromProxy = async (trustedProxies: string[] | undefined) => {
  const app = await startTestApp({
    limits: { reads: 1, orders: 1, batches: 1 },
    ...(trustedProxies ? { trustedProxies } : {}),
  });
  try {
    const tenant = await createTenant(app.urls.owner);
    const ask = async (forwardedFor: string) => {
      const { statusCode } = await app.visit({
        url: `/w/${tenant.booking.key}/config`,
        remoteAddress: '10.0.0.1',
        headers: { 'x-forwarded-for': forwardedFor },
      });
      return statusCode;
    };
    // The first answer makes the key known, the second is the first of its counter.
    return [await ask('203.0.113.1'), await ask('203.0.113.1'), await ask('198.51.100.1')];
  } finally {
    await app.close();
  }
};

describe('x-forwarded-for', () => {
  it('is no way to a counter of one’s own', async () => {
    expect(await askFromProxy(undefined)).toEqual([200, 200, 429]);
    expect(await askFromProxy(['192.0.2.0/24'])).toEqual([200, 200, 429]);
  });

  it('tells visitors apart where the proxy is trusted', async () => {
    expect(await askFromProxy(['10.0.0.0/8'])).toEqual([200, 200, 200]);
  });
});

describe('too much of the dashboard', () => {
  let limited: TestApp;
  beforeEach(async () => {
    limited = await startTestApp({ staffLimit: 2 });
  });
  afterEach(() => limited.close());
  const ask = (remoteAddress: string) => limited.staff({ url: '/trpc/me.get', remoteAddress });

  it('is told to wait, by address', async () => {
    expect((await ask('192.0.2.1')).statusCode).toBe(401);
    expect((await ask('192.0.2.2')).statusCode).toBe(401);
    const refused = await ask('192.0.2.3');
    expect([refused.statusCode, refused.json().error.data.appError.code]).toEqual([429, 'rate_limited']);
    expect((await ask('198.51.100.1')).statusCode).toBe(401);
  });

  it('is refused in one request as well', async () => {
    const batch = Array.from({ length: 21 }, () => 'me.get').join(',');
    expect((await limited.staff({ url: `/trpc/${batch}?batch=1&input=%7B%7D` })).statusCode).toBe(400);
  });
});
