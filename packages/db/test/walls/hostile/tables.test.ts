import { buildBookingConfig } from '@blunari/schema/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../../support/query.ts';
import { matrix, platformMatrix } from '../../support/table-rights.ts';
import { setUpTwoRestaurants, type TwoRestaurants } from '../../support/two-restaurants.ts';
import { callersOf, type CallerName } from '../callers.ts';
import { goodCalls } from './good-calls.ts';
import { callOf, shorten, textOf } from './texts.ts';
import { isHonest, openTrial, type Statement, type Trial } from './trial.ts';
import { hostileValues, spoilFields } from './values.ts';

let restaurants: TwoRestaurants;
let trial: Trial;
/** Type of each column, by `table.column`. */
let types: ReadonlyMap<string, string>;

beforeAll(async () => {
  restaurants = await setUpTwoRestaurants();
  trial = await openTrial(restaurants.urls.superuser);
  const rows = await query(
    restaurants.urls.owner,
    `select c.relname || '.' || a.attname as name, format_type(a.atttypid, null) as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and a.attnum > 0`,
  );
  types = new Map(rows.map(({ name, type }) => [String(name), String(type)]));
});
afterAll(async () => {
  await trial.close();
  await restaurants.stop();
});

/** Each column that somebody may write by hand, as supabase-js does it, and the strongest who may. */
const columns: readonly (readonly [name: string, caller: CallerName])[] = [
  ...Object.entries(matrix).flatMap(([table, { admin }]) =>
    admin.map((column) => [`${table}.${column}`, 'owner'] as const),
  ),
  ...Object.entries(platformMatrix).flatMap(([table, { update }]) =>
    update.map((column) => [`${table}.${column}`, 'platformAdmin'] as const),
  ),
];

/** What visitors ask for; it must be answered or refused whatever a restaurant's people have written. */
const visitorCalls = (): readonly Statement[] =>
  Object.entries(goodCalls)
    .filter(([, { caller }]) => caller === 'login')
    .map(([name, { values }]) => ({ sql: callOf(name), values: values(restaurants).map(textOf) }));

describe('every column that may be written', () => {
  it.each(columns)(
    '%s takes or refuses whatever %s writes, and visitors are answered afterwards',
    async (name, caller) => {
      const [table, column] = name.split('.');
      const type = types.get(name) ?? '';
      const values = [
        ...(hostileValues[type] ?? []),
        ...(column === 'config' ? spoilFields(buildBookingConfig()) : []),
      ];
      expect(values).not.toEqual([]);
      const failures: string[] = [];
      for (const value of values) {
        const statement = { sql: `update public.${table} set ${column} = $1::${type}`, values: [value] };
        const outcome = await trial.outcomeOf(callersOf(restaurants)[caller], statement, visitorCalls());
        if (!isHonest(outcome)) failures.push(`${outcome}: ${shorten(value)}`);
      }
      expect(failures).toEqual([]);
    },
    120_000,
  );
});
