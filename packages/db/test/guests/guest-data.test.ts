import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildCateringConfig } from '@blunari/schema/testing';
import { createDatabase, type Database } from '../../src/client.ts';
import { toAppError } from '../../src/errors.ts';
import type { Identity } from '../../src/identity.ts';
import { rebuildRollups } from '../../src/jobs/rebuild-rollups.ts';
import { eraseGuest } from '../../src/queries/guests/erase-guest.ts';
import { exportGuest } from '../../src/queries/guests/export-guest.ts';
import type { GuestOfTenant } from '../../src/queries/guests/guest-of-tenant.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { buildBooking, buildEvent, buildRequest } from '../support/inputs.ts';
import { query } from '../support/query.ts';
import { rollupsOf } from '../support/rollups.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

const zoe = { name: 'Zoe Quist', email: 'Zoe@Example.com', phone: '+39 051 (123) 456' };
const ivo = { name: 'Ivo Kral', email: 'ivo@example.com', phone: '+420 222 111' };
const sessionId = '0197a000-0000-4000-8000-000000000001';
const visit = {
  ip: '198.51.100.77',
  userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6) Mobile/15E148',
  referrer: 'https://mail.example/inbox?user=zoe',
  pageUrl: 'https://lucia.example.com/table?mail=zoe@example.com&utm_source=news&utm_medium=e-mail#zoe',
};

let test: TestDatabase;
let database: Database;
let mine: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api });
});

beforeEach(async () => {
  mine = await createTenant(test.urls.owner, 'UTC');
  other = await createTenant(test.urls.owner, 'UTC');
  for (const tenant of [mine, other]) await fill(tenant);
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

/** Zoe looks, books, asks for catering and waits for a table; Ivo books too. */
async function fill(tenant: TestTenant): Promise<void> {
  await query(test.urls.owner, 'update public.widget_configurations set config = $2::jsonb where id = $1', [
    tenant.catering.id,
    JSON.stringify(buildCateringConfig()),
  ]);
  const booking = { sessionId, visit, notes: 'For Zoe', partySize: 2 };
  const results = [
    await database.visitor.recordEvents(tenant.booking.key, {
      events: [
        buildEvent({ sessionId, metadata: { locale: 'it' } }),
        buildEvent({ sessionId, type: 'interaction', metadata: { step: 'party' } }),
      ],
      visit,
    }),
    await database.visitor.createBooking(tenant.booking.key, buildBooking({ ...booking, guest: zoe })),
    await database.visitor.createBooking(tenant.booking.key, buildBooking({ guest: ivo, partySize: 3 })),
    await database.visitor.createRequest(tenant.catering.key, buildRequest({ sessionId, visit, contact: zoe })),
  ];
  expect(results.filter((result) => !result.ok)).toEqual([]);
  await query(
    test.urls.owner,
    `update public.widget_bookings set allergies = 'Nuts' where tenant_id = '${tenant.id}' and guest_name = 'Zoe Quist';
     insert into public.widget_waitlist (tenant_id, reference, party_size, wanted_at, guest_name, guest_phone)
     values ('${tenant.id}', 'CDF-GHJ', 2, now(), 'Zoe Q.', '0039051123456');
     insert into public.widget_catering_quotes (request_id, version, tenant_id, status, subtotal_minor, service_minor,
       net_minor, tax_minor, total_minor, currency, message)
     select id, 1, tenant_id, 'sent', 100, 0, 100, 20, 120, 'EUR', 'Dear Zoe' from public.widget_catering_requests
     where tenant_id = '${tenant.id}';
     insert into public.widget_audit (tenant_id, action, subject, before, after)
     select tenant_id, 'widget_bookings.update', 'over', null, to_jsonb(b) from public.widget_bookings b
     where tenant_id = '${tenant.id}'`,
  );
}

/** Everything that is stored about a restaurant, as one text, but for the widgets' own settings. */
async function allOf(tenant: TestTenant): Promise<string> {
  const texts: string[] = [];
  for (const table of [
    'widget_bookings',
    'widget_booking_slots',
    'widget_booking_events',
    'widget_waitlist',
    'widget_catering_requests',
    'widget_catering_quotes',
    'widget_analytics',
    'widget_analytics_daily',
    'widget_audit',
  ]) {
    const [row] = await query(
      test.urls.owner,
      `select string_agg(t::text, E'\n' order by t::text) as text from public.${table} t where tenant_id = $1`,
      [tenant.id],
    );
    texts.push(`${table}: ${String(row?.['text'])}`);
  }
  return texts.join('\n');
}

const erase = (
  identity: Identity,
  guest: Omit<GuestOfTenant, 'tenantId'> = { email: zoe.email, phones: [zoe.phone] },
  tenant = mine,
) => database.as(identity, (tx) => eraseGuest(tx, { tenantId: tenant.id, ...guest }));

const exportOf = (identity: Identity, guest: Omit<GuestOfTenant, 'tenantId'>, tenant = mine) =>
  database.as(identity, (tx) => exportGuest(tx, { tenantId: tenant.id, ...guest }));

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (error: unknown) => toAppError(error).code,
  );

describe('forgetting a guest', () => {
  it('takes them out of everything, and of nobody else', async () => {
    const untouched = await allOf(other);
    expect(await allOf(mine)).toMatch(/zoe/i);
    expect(await erase(mine.admin)).toEqual({ bookings: 1, requests: 1, waitlist: 1, visits: 4, messages: 3 });
    const left = await allOf(mine);
    expect(left).not.toMatch(/zoe|051 ?\(?123|nuts|198\.51\.100|iphone|studio/i);
    expect(left).toMatch(/Ivo Kral/);
    expect(await allOf(other)).toBe(untouched);
  });

  it('keeps covers, sums and totals, also when these are counted again', async () => {
    const numbers = () =>
      query(
        test.urls.owner,
        `select (select jsonb_agg(s order by s.slot) from public.widget_booking_slots s where tenant_id = $1) as slots,
           (select sum(party_size)::integer from public.widget_bookings where tenant_id = $1) as covers,
           (select sum(total_minor)::integer from public.widget_catering_requests where tenant_id = $1) as minor`,
        [mine.id],
      );
    const before = { numbers: await numbers(), rollups: await rollupsOf(test.urls.owner, mine.id) };
    await erase(mine.owner);
    await query(test.urls.owner, 'select widget_private.rebuild_rollups(null, null, $1)', [mine.id]);
    await rebuildRollups(test.urls.owner);
    expect({ numbers: await numbers(), rollups: await rollupsOf(test.urls.owner, mine.id) }).toEqual(before);
  });

  it('is on record without saying who, and a repeat finds and records nothing', async () => {
    await erase(mine.admin);
    const afterOnce = await allOf(mine);
    expect(await erase(mine.admin)).toEqual({ bookings: 0, requests: 0, waitlist: 0, visits: 0, messages: 0 });
    expect(await allOf(mine)).toBe(afterOnce);
    const records = await query(
      test.urls.owner,
      `select actor::text, subject, before, after from public.widget_audit where tenant_id = $1 and action = 'guest.erase'`,
      [mine.id],
    );
    expect(records).toEqual([
      {
        actor: mine.admin.claims.sub,
        subject: 'a guest',
        before: null,
        after: { bookings: 1, requests: 1, waitlist: 1, visits: 4, messages: 3 },
      },
    ]);
  });

  it('finds an address in any case, and a number however it is written', async () => {
    expect(await erase(mine.admin, { email: ' zoe@example.COM ' })).toMatchObject({
      bookings: 1,
      requests: 1,
      waitlist: 0,
    });
    expect(await erase(other.admin, { phones: ['051 12 34 56', '00 39 051-123456'] }, other)).toMatchObject({
      bookings: 1,
      requests: 1,
      waitlist: 1,
    });
    expect(await erase(mine.admin, { email: 'oe@example.com' })).toMatchObject({ bookings: 0 });
  });

  it('needs an admin of the restaurant, and somebody to forget', async () => {
    const before = await allOf(mine);
    expect(await codeOf(erase(mine.viewer))).toBe('forbidden');
    expect(await codeOf(erase(mine.editor))).toBe('forbidden');
    expect(await codeOf(erase(other.owner))).toBe('not_found');
    expect(await codeOf(erase({ role: 'anon', claims: {} }))).toBe('forbidden');
    expect(await codeOf(erase(mine.admin, { email: '', phones: [' - ', ''] }))).toBe('invalid_input');
    expect(await allOf(mine)).toBe(before);
  });

  it('goes on where the visits were removed in an emergency', async () => {
    await query(test.urls.owner, 'alter table public.widget_analytics rename to widget_analytics_gone');
    try {
      expect(await erase(mine.admin)).toEqual({ bookings: 1, requests: 1, waitlist: 1, visits: 0, messages: 3 });
    } finally {
      await query(test.urls.owner, 'alter table public.widget_analytics_gone rename to widget_analytics');
    }
  });
});

describe('exporting a guest', () => {
  it('tells all that is held about them, and nothing of others', async () => {
    const held = await exportOf(mine.editor, { email: 'zoe@example.com', phones: [zoe.phone] });
    expect(held).toMatchObject({
      bookings: [
        {
          guest_name: 'Zoe Quist',
          allergies: 'Nuts',
          notes: 'For Zoe',
          party_size: 2,
          changes: [{ kind: 'created' }, { kind: 'changed' }],
        },
      ],
      requests: [{ contact_name: 'Zoe Quist', company: 'Studio Navile', quotes: [{ message: 'Dear Zoe' }] }],
      waitlist: [{ guest_name: 'Zoe Q.' }],
    });
    expect(held.visits).toHaveLength(4);
    expect(held.visits).toEqual(
      expect.arrayContaining(
        ['view', 'interaction', 'conversion'].map((type) => expect.objectContaining({ event_type: type })),
      ),
    );
    expect(JSON.stringify(held)).not.toMatch(/ivo|tenant_id|idempotency/i);
    expect(await exportOf(mine.editor, { email: 'nobody@example.com' })).toEqual({
      bookings: [],
      requests: [],
      waitlist: [],
      visits: [],
    });
  });

  it('needs an editor of the restaurant', async () => {
    const guest = { email: zoe.email };
    expect(await codeOf(exportOf(mine.viewer, guest))).toBe('forbidden');
    expect(await codeOf(exportOf(mine.owner, guest))).toBe('ok');
    expect(await codeOf(exportOf(other.owner, guest))).toBe('not_found');
    expect(await codeOf(exportOf({ role: 'anon', claims: {} }, guest))).toBe('forbidden');
    expect(await codeOf(exportOf(mine.editor, {}))).toBe('invalid_input');
  });
});
