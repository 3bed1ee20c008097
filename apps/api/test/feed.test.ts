import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

let test: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(async () => {
  tenant = await createTenant(test.urls.owner);
});
afterAll(() => test.close());

async function run(text: string, values: readonly unknown[]): Promise<void> {
  const client = new Client({ connectionString: test.urls.owner });
  await client.connect();
  await client.query(text, [...values]);
  await client.end();
}

async function ask(token: string | null, tag?: string, tenantId = tenant.id) {
  const headers = {
    ...(token !== null && { authorization: `Bearer ${token}` }),
    ...(tag !== undefined && { 'if-none-match': tag }),
  };
  const { statusCode, body, headers: answered } = await test.staff({ url: `/feed/${tenantId}`, headers });
  return { statusCode, body, tag: String(answered['etag']) };
}

describe('the tag of a restaurant’s state', () => {
  it.each([
    ['a setting', `update public.widget_configurations set is_active = not is_active where tenant_id = $1`],
    [
      'a booking',
      `insert into public.widget_bookings (tenant_id, reference, party_size, starts_at, duration_minutes, guest_name, source)
       values ($1, '222-223', 2, now() + interval '1 day', 90, 'Ada', 'phone')`,
    ],
    [
      'a change that committed late, with an earlier time than the newest',
      `insert into public.widget_bookings (tenant_id, reference, updated_at, party_size, starts_at, duration_minutes, guest_name, source)
       values ($1, '222-224', now() - interval '30 s', 2, now() + interval '1 day', 90, 'Ada', 'phone')`,
    ],
    [
      'a request',
      `insert into public.widget_catering_requests (tenant_id, reference, event_at, guests, package_id, package_name,
         contact_name, quantity, subtotal_minor, service_minor, net_minor, tax_minor, total_minor, currency)
       values ($1, '222-225', now() + interval '9 days', 30, 'buffet', 'Buffet', 'Ada', 30, 100, 0, 100, 0, 100, 'EUR')`,
    ],
  ])('stays while nothing changes, and is another after %s', async (_change, statement) => {
    const token = await test.tokenOf(tenant.members.viewer);
    await run(
      `insert into public.widget_bookings (tenant_id, reference, party_size, starts_at, duration_minutes, guest_name, source)
       values ($1, '222-222', 2, now() + interval '1 day', 90, 'Ada', 'phone')`,
      [tenant.id],
    );
    const first = await ask(token);
    expect([first.statusCode, first.body]).toEqual([204, '']);
    expect(await ask(token, first.tag)).toEqual({ ...first, statusCode: 304 });
    await run(statement, [tenant.id]);
    const changed = await ask(token, first.tag);
    expect(changed.statusCode).toBe(204);
    expect(changed.tag).not.toBe(first.tag);
  });

  it('is nobody’s who is not signed in, not a member, or asks for no id', async () => {
    const foreign = await createTenant(test.urls.owner);
    const token = await test.tokenOf(foreign.members.owner);
    expect((await ask(null)).statusCode).toBe(401);
    expect((await ask('nonsense')).statusCode).toBe(401);
    expect([403, 404]).toContain((await ask(token)).statusCode);
    expect((await ask(token, undefined, 'nonsense')).statusCode).toBe(400);
  });

  it('is not told on the origin of the widgets', async () => {
    expect((await test.visit({ url: `/feed/${tenant.id}` })).statusCode).toBe(404);
  });
});
