import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../../support/query.ts';
import { callable } from '../../support/table-rights.ts';
import { setUpTwoRestaurants, type TwoRestaurants } from '../../support/two-restaurants.ts';
import { callersOf } from '../callers.ts';
import { goodCalls } from './good-calls.ts';
import { callOf, shorten, textOf, typesOf } from './texts.ts';
import { isHonest, openTrial, type Trial } from './trial.ts';
import { hostileValues, spoil } from './values.ts';

let restaurants: TwoRestaurants;
let trial: Trial;

beforeAll(async () => {
  restaurants = await setUpTwoRestaurants();
  trial = await openTrial(restaurants.urls.superuser);
});
afterAll(async () => {
  await trial.close();
  await restaurants.stop();
});

/** Good arguments with one of them spoilt, in each way that its type allows. */
function* rounds(name: string, good: readonly unknown[]): Generator<readonly (string | null)[]> {
  for (const [place, type] of typesOf(name).entries()) {
    const values = [...(hostileValues[type] ?? []), ...(type === 'jsonb' ? spoil(good[place]) : [])];
    for (const value of values) yield good.map(textOf).with(place, value);
  }
}

describe('every function that may be called', () => {
  it('has a good call, which comes to what it says, and values to spoil it with', async () => {
    expect(Object.keys(goodCalls).toSorted()).toEqual(Object.keys(callable).toSorted());
    for (const [name, { caller, values, outcome = 'ok' }] of Object.entries(goodCalls)) {
      const statement = { sql: callOf(name), values: values(restaurants).map(textOf) };
      const said = await trial.outcomeOf(callersOf(restaurants)[caller], statement);
      expect({ name, said }).toEqual({ name, said: outcome });
    }
    const types = new Set(Object.keys(goodCalls).flatMap(typesOf));
    expect([...types].filter((type) => hostileValues[type] === undefined)).toEqual([]);
  });

  it.each(Object.entries(goodCalls).filter(([name]) => typesOf(name).length > 0))(
    '%s answers or refuses whatever it is sent, and writes no nonsense',
    async (name, { caller, values }) => {
      const failures: string[] = [];
      for (const round of rounds(name, values(restaurants))) {
        const statement = { sql: callOf(name), values: round };
        const outcome = await trial.outcomeOf(callersOf(restaurants)[caller], statement);
        if (!isHonest(outcome)) failures.push(`${outcome}: ${round.map(shorten).join(' | ')}`);
      }
      expect(failures).toEqual([]);
    },
    120_000,
  );
});

describe('the trial of a function', () => {
  it.each([
    [`raise exception 'Oh.'`, /^P0001, .*Oh\.$/],
    [`update public.widget_bookings set starts_at = 'infinity'`, /^endless time in widget_bookings\.starts_at$/],
  ])('tells of a fault that is planted: %s', async (body, told) => {
    await query(
      restaurants.urls.owner,
      `create or replace function public.planted() returns void language plpgsql security definer set search_path = ''
         as $$begin ${body}; end$$`,
    );
    const statement = { sql: 'select public.planted()', values: [] };
    const outcome = await trial.outcomeOf({ role: 'anon', claims: null }, statement);
    expect(outcome).toMatch(told);
    expect(isHonest(outcome)).toBe(false);
  });
});
