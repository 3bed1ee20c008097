import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../support/query.ts';
import { callable } from '../support/table-rights.ts';
import { setUpTwoRestaurants, type TwoRestaurants } from '../support/two-restaurants.ts';
import { callerNames, callersOf, knock } from './callers.ts';
import { calls } from './calls.ts';

let restaurants: TwoRestaurants;
let client: Client;

beforeAll(async () => {
  restaurants = await setUpTwoRestaurants();
  client = new Client({ connectionString: restaurants.urls.api });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await restaurants.stop();
});

/** Every function of the exposed schema and of ours, with a call of it that gives nothing but nulls. */
async function functionsOf(): Promise<readonly { readonly name: string; readonly call: string }[]> {
  const rows = await query(
    restaurants.urls.owner,
    `select p.oid::regprocedure::text as name, p.prokind = 'p' as is_procedure, format('%s(%s)', p.oid::regproc, (
       select string_agg('null::' || format_type(a.type_id, null), ', ' order by a.place)
       from unnest(p.proargtypes) with ordinality as a (type_id, place)
     )) as call
     from pg_proc p where p.pronamespace in ('public'::regnamespace, 'widget_private'::regnamespace) order by 1`,
  );
  return rows.map((row) => ({
    name: String(row['name']),
    call: row['is_procedure'] === true ? `call ${String(row['call'])}` : `select ${String(row['call'])}`,
  }));
}

describe('every function of public and widget_private', () => {
  it('has a fixed search path, and is granted to nobody but those named in the matrix', async () => {
    const rows = await query(
      restaurants.urls.owner,
      `select p.oid::regprocedure::text as name, p.proconfig::text as settings, array(
         select coalesce(r.rolname::text, 'public')
         from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a left join pg_roles r on r.oid = a.grantee
         where a.grantee <> p.proowner order by 1
       ) as callers
       from pg_proc p where p.pronamespace in ('public'::regnamespace, 'widget_private'::regnamespace)`,
    );
    const called = rows.filter((row) => JSON.stringify(row['callers']) !== '[]');
    expect(Object.fromEntries(called.map((row) => [row['name'], row['callers']]))).toEqual(callable);
    expect(rows.filter((row) => !String(row['settings']).includes('search_path=pg_catalog, pg_temp'))).toEqual([]);
  });

  it('refuses every caller that the matrix does not name, when really called', async () => {
    const callers = callersOf(restaurants);
    const functions = await functionsOf();
    expect(functions.length).toBeGreaterThan(40);
    for (const { name, call } of functions) {
      const granted = callable[name] ?? [];
      const refused: string[] = [];
      for (const caller of callerNames) {
        if ((await knock(client, callers[caller], call)) === 'refused') refused.push(caller);
      }
      const expected = callerNames.filter((caller) => !granted.includes(callers[caller].role ?? 'blunari_api'));
      // Those with a grant may be refused by the function itself, which looks at who asks.
      expect({ name, refused }).toEqual({ name, refused: expect.arrayContaining(expected) });
      if (granted.length === 0) expect({ name, refused }).toEqual({ name, refused: [...callerNames] });
    }
  });
});

describe('every function that signed-in people may call', () => {
  it('has its calls in the matrix', () => {
    const granted = Object.keys(callable).filter((name) => callable[name]?.includes('authenticated'));
    expect(Object.keys(calls).toSorted()).toEqual(granted.toSorted());
  });

  it.each(Object.entries(calls))('%s answers those alone whose restaurant it is', async (_, asked) => {
    const callers = callersOf(restaurants);
    for (const { sql, answers } of asked) {
      const text = sql(restaurants);
      const answered: string[] = [];
      for (const caller of callerNames) {
        const answer = await knock(client, callers[caller], text);
        if (typeof answer === 'number' && answer > 0) answered.push(caller);
      }
      expect({ text, answered: answered.toSorted() }).toEqual({ text, answered: answers.toSorted() });
    }
  });
});
