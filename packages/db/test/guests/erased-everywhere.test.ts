import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { buildCateringConfig } from '@blunari/schema/testing';
import { createDatabase, type Database } from '../../src/client.ts';
import { changeBookingStatus } from '../../src/queries/bookings/change-booking-status.ts';
import { grantOver } from '../../src/queries/bookings/grant-over.ts';
import { eraseGuest } from '../../src/queries/guests/erase-guest.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { buildBooking, buildRequest, hoursAhead } from '../support/inputs.ts';
import { messagesOn } from '../support/messages.ts';
import { query } from '../support/query.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

const quirina = { name: 'Quirina d’Oxenhope', email: 'q.oxenhope@example.org', phone: '+39 348 765 4321' };
const traces = 'quirina|oxenhope|348[^0-9]{0,2}765[^0-9]{0,2}43|peacock';

let test: TestDatabase;
let database: Database;
let mine: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api });
});

beforeEach(async () => {
  mine = await createTenant(test.urls.owner, 'UTC');
  await leaveTraces();
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

/** Quirina does all that a guest can do, and staff write about her where they can. */
async function leaveTraces(): Promise<void> {
  const { owner } = test.urls;
  await query(owner, 'update public.widget_configurations set config = $2::jsonb where id = $1', [
    mine.catering.id,
    JSON.stringify(buildCateringConfig()),
  ]);
  const booked = await database.visitor.createBooking(
    mine.booking.key,
    buildBooking({ guest: quirina, notes: 'Quirina would like the peacock room' }),
  );
  const asked = await database.visitor.createRequest(
    mine.catering.key,
    buildRequest({ contact: quirina, company: 'Peacock Ltd' }),
  );
  if (!booked.ok || !asked.ok) throw new Error('Quirina got nothing.');
  await database.as(mine.editor, async (tx) => {
    await changeBookingStatus(tx, { bookingId: booked.value.id, status: 'seated' });
    await grantOver(tx, {
      tenantId: mine.id,
      area: 'main',
      from: hoursAhead(30),
      to: hoursAhead(31),
      covers: 4,
      reason: 'QUIRINA’s birthday, call 0039 348-765 43 21 or Q.Oxenhope@example.org of Peacock Ltd',
    });
  });
  await query(
    owner,
    `insert into public.widget_waitlist (tenant_id, reference, party_size, wanted_at, guest_name, guest_phone, notes)
     values ('${mine.id}', 'CDF-GHJ', 2, now(), 'Quirina', '${quirina.phone}', 'Peacock');
     insert into public.widget_catering_quotes (request_id, version, tenant_id, status, subtotal_minor, service_minor,
       net_minor, tax_minor, total_minor, currency, message)
     values ('${asked.value.id}', 1, '${mine.id}', 'sent', 100, 0, 100, 20, 120, 'EUR', 'Dear Quirina');
     insert into public.widget_audit (tenant_id, action, subject, after)
     select tenant_id, 'widget_bookings.update', 'a booking', to_jsonb(b) from public.widget_bookings b
     where tenant_id = '${mine.id}'`,
  );
}

/** Every table of the database, whoever owns it, in which a row names her; a partitioned one as a whole. */
async function tablesWithTraces(): Promise<readonly string[]> {
  const tables = await query(
    test.urls.superuser,
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')
     order by 1`,
  );
  expect(tables.length).toBeGreaterThan(20);
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await query(
      test.urls.superuser,
      `select from ${String(name)} as t where t::text ~* '${traces}' limit 1`,
    );
    if (rows.length > 0) found.push(String(name));
  }
  return found;
}

const erase = () =>
  database.as(mine.admin, (tx) => eraseGuest(tx, { tenantId: mine.id, email: quirina.email, phones: [quirina.phone] }));

it('leaves no row anywhere in the database that names the guest', async () => {
  expect(await tablesWithTraces()).toEqual([
    'public.widget_audit',
    'public.widget_bookings',
    'public.widget_catering_quotes',
    'public.widget_catering_requests',
    'public.widget_waitlist',
    'realtime.messages',
  ]);
  expect(await erase()).toMatchObject({ bookings: 1, requests: 1, waitlist: 1, messages: 3 });
  expect(await tablesWithTraces()).toEqual([]);
  const [grant] = await query(
    test.urls.owner,
    `select reason from public.widget_audit where tenant_id = $1 and action = 'booking.over_granted'`,
    [mine.id],
  );
  expect(grant).toEqual({ reason: '…’s birthday, call 00… or … of …' });
  const told = await messagesOn(test.urls.superuser, `tenant:${mine.id}`);
  expect(told.filter(({ event }) => event.startsWith('booking.')).map(({ payload }) => payload['guestName'])).toEqual([
    'Guest',
    'Guest',
    'Guest',
  ]);
});

it('says so where the messages are not the owner’s to change, and forgets all the rest', async () => {
  await query(
    test.urls.superuser,
    `alter table realtime.messages owner to current_user;
     revoke update on realtime.messages from postgres, anon, authenticated, service_role`,
  );
  try {
    expect(await erase()).toMatchObject({ bookings: 1, requests: 1, waitlist: 1, messages: null });
    expect(await tablesWithTraces()).toEqual(['realtime.messages']);
  } finally {
    await query(
      test.urls.superuser,
      `alter table realtime.messages owner to supabase_realtime_admin;
       grant update on realtime.messages to postgres, anon, authenticated, service_role;
       delete from realtime.messages`,
    );
  }
});

it('blanks a name of one word in reasons about the guest alone, for May is a month and a verb too', async () => {
  const { owner } = test.urls;
  const booked = await database.visitor.createBooking(
    mine.booking.key,
    buildBooking({ guest: { ...quirina, name: 'May' }, startsAt: hoursAhead(40).toISOString() }),
  );
  if (!booked.ok) throw new Error('May got nothing.');
  const reasons = [
    ['the terrace may open in May, for all', null],
    [`May again, ${quirina.email}`, null],
    ['May was early', booked.value.id],
  ];
  for (const [reason, id] of reasons) {
    await query(
      owner,
      `insert into public.widget_audit (tenant_id, action, subject, reason, after)
       values ($1, 'test', 'a booking', $2, jsonb_build_object('id', $3::text))`,
      [mine.id, reason, id],
    );
  }
  await erase();
  const left = await query(
    owner,
    `select reason from public.widget_audit where tenant_id = $1 and action = 'test' order by reason collate "C"`,
    [mine.id],
  );
  expect(left).toEqual([
    { reason: 'the terrace may open in May, for all' },
    { reason: '… again, …' },
    { reason: '… was early' },
  ]);
});
