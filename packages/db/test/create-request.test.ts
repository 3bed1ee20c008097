import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildCateringConfig } from '@blunari/schema/testing';
import { createDatabase, type Database } from '../src/client.ts';
import type { NewRequest } from '../src/queries/create-request.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { buildRequest, hoursAhead } from './support/inputs.ts';
import { messagesOn } from './support/messages.ts';
import { query } from './support/query.ts';
import { withTakenReference } from './support/taken-reference.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api, connectionWaitMs: 60_000 });
});

beforeEach(async () => {
  tenant = await createTenant(test.urls.owner);
  await query(test.urls.owner, 'update public.widget_configurations set config = $2::jsonb where id = $1', [
    tenant.catering.id,
    JSON.stringify(buildCateringConfig()),
  ]);
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

const ask = (changes: Partial<NewRequest> = {}) =>
  database.visitor.createRequest(tenant.catering.key, buildRequest(changes));

describe('create_request', () => {
  it('stores the request with its estimate, its message and its conversion', async () => {
    const result = await ask();
    expect(result).toMatchObject({
      ok: true,
      value: {
        status: 'new',
        packageName: 'Garden Buffet',
        packageNames: { en: 'Garden Buffet' },
        totalMinor: 113_400,
        currency: 'EUR',
        isRepeat: false,
      },
    });
    const messages = await messagesOn(test.urls.superuser, `tenant:${tenant.id}`);
    expect(messages.map((message) => message.event)).toContain('catering_request.created');
    const conversions = await query(
      test.urls.owner,
      'select event_type as type, widget_id::text as widget, metadata from public.widget_analytics where tenant_id = $1',
      [tenant.id],
    );
    expect(conversions).toEqual([
      {
        type: 'conversion',
        widget: tenant.catering.id,
        metadata: {
          kind: 'catering',
          id: expect.any(String),
          locale: 'en',
          covers: 40,
          valueMinor: 113_400,
          leadDays: expect.any(Number),
        },
      },
    ]);
  });

  it('stores a request once for one key sent 10 times at once', async () => {
    const same = buildRequest();
    const results = await Promise.all(
      Array.from({ length: 10 }, () => database.visitor.createRequest(tenant.catering.key, same)),
    );
    expect(new Set(results.map((result) => (result.ok ? result.value.id : result.error.code))).size).toBe(1);
    expect(results.filter((result) => result.ok && !result.value.isRepeat)).toHaveLength(1);
    const other = await database.visitor.createRequest(tenant.catering.key, { ...same, guests: 41 });
    expect(other).toMatchObject({ ok: false, error: { code: 'idempotency_mismatch' } });
  });

  it('makes up another reference where the first is taken', async () => {
    const taken = await ask();
    const reference = taken.ok ? taken.value.reference : '';
    await withTakenReference(test.urls.owner, reference, async () => {
      const next = await ask();
      expect(next).toMatchObject({ ok: true, value: { isRepeat: false } });
      expect(next.ok && next.value.reference).not.toBe(reference);
    });
  });

  it.each([
    ['too many guests', { guests: 301 }, 'outside_rules'],
    ['a date that has passed', { eventAt: hoursAhead(-5).toISOString() }, 'outside_rules'],
    ['an unknown package', { packageId: 'caviar' }, 'outside_rules'],
    ['numbers that do not add up', { estimate: { ...buildRequest().estimate, netMinor: 1 } }, 'invalid_input'],
  ] as const)('refuses %s, whatever the caller checked', async (_, changes, code) => {
    expect(await ask(changes)).toMatchObject({ ok: false, error: { code } });
  });

  it('refuses a paused widget and a booking widget', async () => {
    expect(await database.visitor.createRequest(tenant.booking.key, buildRequest())).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    await query(test.urls.owner, 'update public.widget_configurations set is_active = false where id = $1', [
      tenant.catering.id,
    ]);
    expect(await ask()).toMatchObject({ ok: false, error: { code: 'widget_inactive' } });
  });

  it('finds what the same request stored before, whatever the rules are by now', async () => {
    const first = buildRequest();
    const stored = (changes: Partial<NewRequest> = {}, key = tenant.catering.key) =>
      database.visitor.storedRequest(key, { ...first, ...changes });
    expect(await stored()).toEqual({ ok: true, value: null });
    const asked = await database.visitor.createRequest(tenant.catering.key, first);
    await query(
      test.urls.owner,
      `update public.widget_configurations set is_active = false, config = '{"guests": {"min": 1, "max": 2}}' where id = $1`,
      [tenant.catering.id],
    );
    const repeat = await stored();
    expect(repeat).toEqual({ ok: true, value: asked.ok && { ...asked.value, isRepeat: true } });
    for (const other of [{ localTime: '05:07' }, { localDate: '2026-01-02' }, { guests: 41 }, { notes: 'No nuts' }]) {
      expect(await stored(other)).toMatchObject({ error: { code: 'idempotency_mismatch' } });
    }
    expect(await stored({ eventAt: hoursAhead(101).toISOString() })).toEqual(repeat);
    expect(await stored({ idempotencyKey: randomUUID() })).toEqual({ ok: true, value: null });
    const neighbour = await createTenant(test.urls.owner);
    expect(await stored({}, neighbour.catering.key)).toEqual({ ok: true, value: null });
    expect(await stored({}, tenant.booking.key)).toEqual({ ok: true, value: null });
  });

  it('finds what was stored with a key, whatever is asked for with it now, and only there', async () => {
    const first = buildRequest();
    const earlier = (key = tenant.catering.key, idempotencyKey = first.idempotencyKey) =>
      database.visitor.earlierRequest(key, idempotencyKey);
    expect(await earlier()).toEqual({ ok: true, value: null });
    const asked = await database.visitor.createRequest(tenant.catering.key, first);
    expect(await earlier()).toEqual({ ok: true, value: asked.ok && { ...asked.value, isRepeat: true } });
    expect(await earlier(tenant.catering.key, randomUUID())).toEqual({ ok: true, value: null });
    const neighbour = await createTenant(test.urls.owner);
    expect(await earlier(neighbour.catering.key)).toEqual({ ok: true, value: null });
    expect(await earlier(tenant.booking.key)).toEqual({ ok: true, value: null });
  });
});
