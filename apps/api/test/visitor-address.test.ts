import { randomBytes, randomUUID } from 'node:crypto';
import { withClient } from '@blunari/db/server';
import { uuidv7 } from '@blunari/schema/identifiers';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createLogger } from '../src/observability/create-logger.ts';
import { bookFirstFree } from './support/book-first-free.ts';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

let test: TestApp;
let tenant: TestTenant;
let logged = '';

beforeAll(async () => {
  const log = createLogger('trace', { write: (line) => void (logged += line) });
  test = await startTestApp({ log, trustedProxies: ['127.0.0.1'] });
});
beforeEach(async () => {
  tenant = await createTenant(test.urls.owner);
});
afterAll(() => test.close());

const ask = (sql: string) =>
  withClient(test.urls.owner, async (client) => (await client.query<{ ip: string | null }>(sql, [tenant.id])).rows);

const storedAddresses = async () =>
  (
    await ask(`select distinct ip_address::text as ip from public.widget_analytics where tenant_id = $1 order by 1`)
  ).map(({ ip }) => ip);

const look = (from: string) =>
  test.visit({
    method: 'POST',
    url: `/w/${tenant.booking.key}/i`,
    headers: { 'x-forwarded-for': from },
    payload: {
      pageUrl: '',
      referrer: '',
      events: [
        {
          id: uuidv7(Date.now(), (bytes) => new Uint8Array(randomBytes(bytes.length))),
          type: 'view',
          sessionId: randomUUID(),
        },
      ],
    },
  });

const visitors = ['203.0.113.77', '2001:db8:1:2:3:4:5:6', '::ffff:198.51.100.9'];

it.each([
  ['truncate', ['198.51.100.0/24', '2001:db8:1::/48', '203.0.113.0/24']],
  ['none', [null]],
  ['full', ['198.51.100.9/32', '2001:db8:1:2:3:4:5:6/128', '203.0.113.77/32']],
])('of a visitor is kept as the restaurant chose: %s', async (privacy, kept) => {
  if (privacy !== 'truncate') {
    await ask(`update public.widget_settings set ip_privacy = '${privacy}' where tenant_id = $1`);
  }
  for (const from of visitors) expect((await look(from)).statusCode).toBe(202);
  expect(await storedAddresses()).toEqual(kept);
});

it('of a guest who books is shortened by default, too', async () => {
  await bookFirstFree(test, tenant, { name: 'Ada', email: 'ada@example.com', phone: '+390511234567' });
  expect(await storedAddresses()).toEqual(['127.0.0.0/24']);
});

it('stands whole in no log, not even of a failure', async () => {
  await withClient(test.urls.owner, (client) =>
    client.query(
      'alter function widget_private.count_insights(widget_private.insight_count[]) rename to count_nothing',
    ),
  );
  logged = '';
  for (const from of visitors) expect((await look(from)).statusCode).toBe(500);
  expect(logged).toContain('count_insights');
  expect(logged).toContain('203.0.113.0');
  for (const address of ['203.0.113.77', '2001:db8:1:2:3', '198.51.100.9']) expect(logged).not.toContain(address);
});
