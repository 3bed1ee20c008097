import { buildCateringConfig } from '@blunari/schema/testing';
import { Client, escapeIdentifier, escapeLiteral, type QueryResult } from 'pg';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Identity } from '../../src/identity.ts';
import { createDatabase, type Database } from '../../src/client.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { buildBooking, buildEvent, buildRequest, visit } from './inputs.ts';
import { query } from './query.ts';
import { createTenant, createUser, join, type TestTenant } from './tenant.ts';

type Outcome = number | 'refused';

/** Two restaurants with a row in every table, and all who might look at them. */
export interface TwoRestaurants {
  readonly urls: TestDatabase['urls'];
  readonly mine: TestTenant;
  readonly other: TestTenant;
  /** The booking of `mine`. */
  readonly bookingId: string;
  /** The catering request of `mine`. */
  readonly requestId: string;
  readonly anon: Identity;
  /** Owns the other restaurant. */
  readonly stranger: Identity;
  /** Editor of both. */
  readonly both: Identity;
  readonly platformAdmin: Identity;
  /** How many rows a statement touches in somebody's name, rolled back; `refused` when they lack the right. */
  readonly attempt: (identity: Identity, sql: string) => Promise<Outcome>;
  /** What the last of some statements answers in somebody's name, rolled back. */
  readonly rowsOf: (identity: Identity, ...statements: readonly string[]) => Promise<readonly unknown[]>;
  readonly stop: () => Promise<void>;
}

export async function setUpTwoRestaurants(): Promise<TwoRestaurants> {
  const test = await createTestDatabase();
  const database = createDatabase({ url: test.urls.api });
  const mine = await createTenant(test.urls.owner);
  const other = await createTenant(test.urls.owner);
  for (const tenant of [mine, other]) await fill(test.urls.owner, database, tenant);
  await fillPlatform(test.urls.owner, mine);
  const bookings = await query(test.urls.owner, 'select id from public.widget_bookings where tenant_id = $1', [
    mine.id,
  ]);
  const requests = await query(test.urls.owner, 'select id from public.widget_catering_requests where tenant_id = $1', [
    mine.id,
  ]);
  const both = await createUser(test.urls.owner);
  for (const { id } of [mine, other]) await join(test.urls.owner, id, both, 'editor');
  const staff = await createUser(test.urls.owner);
  const client = new Client({ connectionString: test.urls.api });
  await client.connect();
  return {
    urls: test.urls,
    mine,
    other,
    bookingId: String(bookings[0]?.['id']),
    requestId: String(requests[0]?.['id']),
    anon: { role: 'anon', claims: {} },
    stranger: other.owner,
    both,
    platformAdmin: { ...staff, claims: { ...staff.claims, app_metadata: { platform_admin: true } } },
    attempt: (identity, sql) => attempt(client, identity, sql),
    rowsOf: async (identity, ...statements) => (await runAs(client, identity, statements)).rows,
    stop: async () => {
      await client.end();
      await database.close();
      await test.drop();
    },
  };
}

/** A row in every table. */
async function fill(ownerUrl: string, database: Database, tenant: TestTenant): Promise<void> {
  await query(ownerUrl, 'update public.widget_configurations set config = $2::jsonb where id = $1', [
    tenant.catering.id,
    JSON.stringify(buildCateringConfig()),
  ]);
  const results = [
    await database.visitor.createBooking(tenant.booking.key, buildBooking()),
    await database.visitor.createRequest(tenant.catering.key, buildRequest()),
    await database.visitor.recordEvents(tenant.booking.key, { events: [buildEvent()], visit }),
  ];
  expect(results.filter((result) => !result.ok)).toEqual([]);
  await query(
    ownerUrl,
    `insert into public.widget_waitlist (tenant_id, reference, party_size, wanted_at, guest_name)
       select tenant_id, reference, party_size, starts_at, guest_name from public.widget_bookings where tenant_id = '${tenant.id}';
     insert into public.widget_booking_slots (tenant_id, area, slot, covers, capacity)
       values ('${tenant.id}', 'a room that is gone', '2027-01-01T12:00Z', 2, 2);
     insert into public.widget_turned_away (tenant_id, widget_id, local_date, wanted_date, party_size, rule, sessions)
       values ('${tenant.id}', '${tenant.booking.id}', '2026-11-24', '2026-11-28', 6, 'full', 3);
     insert into public.widget_dropped_visits (tenant_id, widget_id, local_date, reason, events)
       values ('${tenant.id}', '${tenant.booking.id}', '2026-11-24', 'bot', 5);
     insert into public.widget_invitations (id, tenant_id, email, role, token_hash)
       values (md5('${tenant.id}')::uuid, '${tenant.id}', 'nina@example.com', 'editor', 'hash of ${tenant.id}');
     insert into public.widget_api_tokens (id, tenant_id, name, prefix, token_digest, revoked_at)
       values (md5('${tenant.id}')::uuid, '${tenant.id}', 'Till', 'blu_01234567', sha256('${tenant.id}'), null),
         (gen_random_uuid(), '${tenant.id}', 'Lost', 'blu_76543210', sha256('revoked ${tenant.id}'), now());
     insert into public.widget_catering_quotes
       (request_id, version, tenant_id, subtotal_minor, service_minor, net_minor, tax_minor, total_minor, currency)
       select id, 1, tenant_id, subtotal_minor, service_minor, net_minor, tax_minor, total_minor, currency
       from public.widget_catering_requests where tenant_id = '${tenant.id}'`,
  );
}

async function attempt(client: Client, identity: Identity, sql: string): Promise<Outcome> {
  try {
    return (await runAs(client, identity, [sql])).rowCount ?? 0;
  } catch (error) {
    if (z.object({ code: z.literal('42501') }).safeParse(error).success) return 'refused';
    throw error;
  }
}

async function runAs(client: Client, identity: Identity, statements: readonly string[]): Promise<QueryResult> {
  const claims = escapeLiteral(JSON.stringify(identity.claims));
  let result = await client.query(`begin; set local role ${escapeIdentifier(identity.role)}`);
  try {
    for (const sql of [`select set_config('request.jwt.claims', ${claims}, true)`, ...statements]) {
      result = await client.query(sql);
    }
    return result;
  } finally {
    await client.query('rollback');
  }
}

/** A row in every table of the platform's own. */
async function fillPlatform(ownerUrl: string, tenant: TestTenant): Promise<void> {
  await query(
    ownerUrl,
    `insert into public.widget_feature_flags (key) values ('walls');
     insert into public.widget_rollouts (flag_key, batch, percent) values ('walls', 1, 5);
     insert into public.widget_rollouts (flag_key, batch, percent, status) values ('widget_management_v2', 1, 5, 'running');
     update public.widget_feature_flags set stage = 'percentage', rollout_percent = 5 where key = 'widget_management_v2';
     insert into public.widget_feature_flag_overrides (tenant_id, flag_key, is_on, reason)
       values ('${tenant.id}', 'walls', true, 'Asked for it');
     insert into public.widget_save_minutes (tenant_id, minute, component, saves, errors, durations, failures)
       values ('${tenant.id}', date_trunc('minute', now()), 'form', 3, 1, '{"40": 3}', '{"invalid_input radius": 1}');
     insert into public.widget_connection_reports
       (tenant_id, id, component, online_ms, drops, recoveries_ms, has_polled)
       values ('${tenant.id}', gen_random_uuid(), 'form', 60000, 1, '{400}', false)`,
  );
}
