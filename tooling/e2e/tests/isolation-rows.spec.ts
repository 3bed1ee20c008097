import { randomUUID } from 'node:crypto';
import { availabilityAnswerSchema } from '@blunari/schema/booking';
import type { Stack } from '@blunari/stack/testing';
import { Client } from 'pg';
import { actAs, people, type Actor } from './actors.ts';
import { expect, test } from './fixtures.ts';
import { become, inTheNameOf, platformTables, tryAll, widgetTables, type Table } from './rows-of.ts';

test("each owner has the rows of their own restaurant in every table, and no hold on another's", async ({ stack }) => {
  const owner = await actAs(stack, people.owner);
  const stranger = await actAs(stack, people.stranger);
  for (const each of [owner, stranger]) await fillTables(stack, each);
  await withDatabase(stack.env.DATABASE_URL, async (database) => {
    const tables = await restaurantTables(database);
    expect(tables.map(({ name }) => name)).toContain('widget_bookings');
    const pairs = [
      { self: owner, other: stranger },
      { self: stranger, other: owner },
    ];
    for (const { self, other } of pairs) {
      const claims = await checkedClaims(self);
      for (const name of platformTables) {
        const seen = await inTheNameOf(database, claims, () => database.query(`select from public.${name}`));
        expect(seen.rowCount, `rows of ${name}`).toBe(0);
      }
      const changed: string[] = [];
      for (const table of tables) {
        expect(table.columns, `${table.name} names the restaurant of its rows`).toContain('tenant_id');
        const own = await inTheNameOf(database, claims, () => tryAll(database, table, self.tenantId));
        expect(own.select, `own rows of ${table.name}`).toBeGreaterThan(0);
        changed.push(...Object.keys(own.update).filter((column) => Number(own.update[column]) > 0));
        const foreign = await inTheNameOf(database, claims, () => tryAll(database, table, other.tenantId));
        expect(foreign.select, `foreign rows of ${table.name}`).toBe(0);
        expect(foreign.insert, `a foreign row added to ${table.name}`).toBe('refused');
        const touched = [foreign.delete, ...Object.values(foreign.update)];
        expect(
          touched.filter((count) => count !== 'refused' && count !== 0),
          `changes in ${table.name}`,
        ).toEqual([]);
      }
      // The same statements do change what is theirs.
      expect(changed).toContain('config');
    }
  });
});

test('that proof sees a policy that lets others through', async ({ stack }) => {
  const owner = await actAs(stack, people.owner);
  await fillTables(stack, owner);
  const claims = await checkedClaims(await actAs(stack, people.stranger));
  await withDatabase(stack.env.DATABASE_OWNER_URL, async (database) => {
    for (const table of await restaurantTables(database)) {
      await database.query('begin');
      await database.query(`create policy too_open on public.${table.name} for select to authenticated using (true)`);
      await become(database, claims);
      expect((await tryAll(database, table, owner.tenantId)).select, table.name).toBeGreaterThan(0);
      await database.query('rollback');
    }
  });
});

/** What the token says, its signature checked against the published keys. */
async function checkedClaims({ supabase }: Actor): Promise<object> {
  const { data, error } = await supabase.auth.getClaims();
  if (error || !data) throw new Error('The token could not be checked.', { cause: error });
  return data.claims;
}

async function withDatabase(connectionString: string, run: (database: Client) => Promise<unknown>): Promise<void> {
  const database = new Client({ connectionString });
  await database.connect();
  try {
    await run(database);
  } finally {
    await database.end();
  }
}

async function restaurantTables(database: Client): Promise<readonly Table[]> {
  return (await widgetTables(database)).filter(({ name }) => !platformTables.includes(name));
}

/** So that the restaurant has rows of every kind. */
async function fillTables(stack: Stack, actor: Actor): Promise<void> {
  await bookATable(stack, actor);
  await withDatabase(stack.env.DATABASE_OWNER_URL, (database) =>
    database.query(
      `with restaurant as (select $1::uuid as id),
       asked as (
         insert into public.widget_catering_requests
           (tenant_id, reference, event_at, guests, package_id, package_name, contact_name, quantity, subtotal_minor,
            service_minor, net_minor, tax_minor, total_minor, currency)
         select id, 'CDF-GHJ', now(), 10, 'p', 'P', 'Ada Wren', 10, 100, 0, 100, 20, 120, 'EUR' from restaurant
         on conflict do nothing returning id, tenant_id
       ), quoted as (
         insert into public.widget_catering_quotes
           (request_id, version, tenant_id, subtotal_minor, service_minor, net_minor, tax_minor, total_minor, currency)
         select id, 1, tenant_id, 100, 0, 100, 20, 120, 'EUR' from asked
       ), waiting as (
         insert into public.widget_waitlist (tenant_id, reference, party_size, wanted_at, guest_name)
         select id, 'CDF-GHJ', 2, now(), 'Ada Wren' from restaurant on conflict do nothing
       ), turned_away as (
         insert into public.widget_turned_away
           (tenant_id, widget_id, local_date, wanted_date, party_size, rule, sessions)
         select id, gen_random_uuid(), '2026-11-24', '2026-11-28', 6, 'full', 3 from restaurant
       ), dropped as (
         insert into public.widget_dropped_visits (tenant_id, widget_id, local_date, reason, events)
         select id, gen_random_uuid(), '2026-11-24', 'bot', 5 from restaurant
       ), tokens as (
         insert into public.widget_api_tokens (tenant_id, name, prefix, token_digest)
         select id, 'Till', 'blu_01234567', uuid_send(gen_random_uuid()) from restaurant
       )
       insert into public.widget_invitations (tenant_id, email, role, token_hash)
       select id, 'nina@example.com', 'viewer', gen_random_uuid()::text from restaurant`,
      [actor.tenantId],
    ),
  );
}

/** As a guest does. */
async function bookATable(stack: Stack, { trpc, tenantId }: Actor): Promise<void> {
  const widget = (await trpc.widgets.list.query({ tenantId })).find(({ type }) => type === 'booking');
  if (!widget) throw new Error('the restaurant has a widget');
  await trpc.widgets.setActive.mutate({ widgetId: widget.id, isActive: true });
  const from = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const address = `${stack.widgetUrl}/w/${widget.publicKey}`;
  const answer = await fetch(`${address}/availability?partySize=2&from=${from}&days=14`);
  const { days } = availabilityAnswerSchema.parse(await answer.json());
  const free = days.flatMap(({ sittings }) => sittings.flatMap(({ slots }) => slots)).find(({ isFree }) => isFree);
  const booked = await fetch(`${address}/bookings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: stack.widgetUrl },
    body: JSON.stringify({
      idempotencyKey: randomUUID(),
      partySize: 2,
      startsAt: free?.startsAt,
      guest: { name: 'Elena Marchetti', email: 'e.marchetti@mail.example', phone: '+39 347 555 0119' },
      notes: '',
      locale: 'en',
      sessionId: randomUUID(),
      pageUrl: '',
    }),
  });
  expect(booked.status).toBe(201);
}
