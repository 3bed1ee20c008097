import { Client, escapeLiteral } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildBooking, buildEvent, buildRequest, today, visit } from '../support/inputs.ts';
import { query } from '../support/query.ts';
import { callable } from '../support/table-rights.ts';
import { setUpTwoRestaurants, type TwoRestaurants } from '../support/two-restaurants.ts';
import { callersOf, knock } from './callers.ts';
import { calls } from './calls.ts';

/**
 * Whoever gets SQL as the login role may make types of the session's own, and a domain runs a function when a value
 * becomes one. Postgres looks for a type there first of all, unless a search_path says otherwise: a function of ours that
 * acts for its owner would run theirs as the owner.
 */
const planted = `
  create temp table planted (one int);
  create function pg_temp.take(value pg_catalog.text) returns boolean language plpgsql as $$
    begin
      if current_user = 'postgres' and current_setting('planted.is_done', true) is distinct from 'yes' then
        raise warning 'taken over';
        -- Once in a transaction: what it writes has triggers, which bring it back here.
        perform set_config('planted.is_done', 'yes', true);
        insert into public.tenant_members (tenant_id, user_id, role)
          select t.id, (auth.jwt() ->> 'sub')::pg_catalog.uuid, 'owner' from public.tenants t on conflict do nothing;
      end if;
      return true;
    end
  $$;
  do $$
    declare
      name pg_catalog.name;
    begin
      for name in
        select t.typname from pg_catalog.pg_type t
        where t.typnamespace = 'pg_catalog'::regnamespace and t.typtype = 'b' and t.typelem = 0
      loop
        execute format(
          'create domain pg_temp.%1$I as pg_catalog.%1$I check (pg_temp.take(pg_catalog.format(''%%s'', value)))', name
        );
      end loop;
    end
  $$`;

let restaurants: TwoRestaurants;
let client: Client;
let warnings: string[];

beforeAll(async () => {
  restaurants = await setUpTwoRestaurants();
});
// Anew for each, as a function of ours looks its types up when a connection calls it first.
beforeEach(async () => {
  warnings = [];
  client = new Client({ connectionString: restaurants.urls.api });
  client.on('notice', ({ message }) => void warnings.push(String(message)));
  await client.connect();
  await client.query(planted);
});
afterEach(() => client.end());
afterAll(() => restaurants.stop());

describe('types of the session’s own, named like those of Postgres', () => {
  it('make nobody a member of a restaurant', async () => {
    const { viewer, id } = restaurants.mine;
    const memberships = `select from public.tenant_members where user_id = '${viewer.claims.sub}'`;
    await client.query(
      `begin; set local role authenticated; set local "request.jwt.claims" = ${escapeLiteral(JSON.stringify(viewer.claims))};
       select widget_private.overbooked_slots('${id}', now(), now() + interval '1 day');
       commit`,
    );
    expect(await query(restaurants.urls.owner, memberships)).toHaveLength(1);
  });

  it.each(Object.entries(calls))('are none of those that %s uses', async (_, asked) => {
    const { viewer, editor, owner } = callersOf(restaurants);
    for (const { sql } of asked)
      for (const caller of [viewer, editor, owner]) await knock(client, caller, sql(restaurants));
    expect(warnings).toEqual([]);
  });

  it.each(namesFor('blunari_api'))('are none of those that %s uses', async (name) => {
    await knock(client, callersOf(restaurants).login, visitorCall(name));
    expect(warnings).toEqual([]);
  });
});

function namesFor(role: string): readonly string[] {
  return Object.keys(callable).filter((name) => callable[name]?.includes(role));
}

/** A call with what visitors send, so that it goes through to its end. */
function visitorCall(name: string): string {
  const { booking, catering } = restaurants.mine;
  const key = name.includes('request') ? catering.key : booking.key;
  const inputs: Readonly<Record<string, unknown>> = {
    'widget_private.create_request(text,jsonb)': buildRequest(),
    'widget_private.stored_request(text,jsonb)': buildRequest(),
    'widget_private.record_batches(jsonb,boolean)': [
      { key: booking.key, events: [buildEvent()], visit, dropped: { today: today(), bot: 1 } },
    ],
  };
  const values: Readonly<Record<string, string>> = {
    jsonb: escapeLiteral(JSON.stringify(inputs[name] ?? buildBooking())),
    uuid: `'${restaurants.bookingId}'`,
    'timestamp with time zone': 'now()',
    boolean: 'false',
  };
  const types = /\((?<types>.*)\)/.exec(name)?.groups?.['types'] ?? '';
  const args =
    types === ''
      ? []
      : types.split(',').map((type, at) => (at === 0 && type === 'text' ? `'${key}'` : (values[type] ?? `'x'`)));
  return `select ${name.slice(0, name.indexOf('('))}(${args.join(', ')})`;
}
