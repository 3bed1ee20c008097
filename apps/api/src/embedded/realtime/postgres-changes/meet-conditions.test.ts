import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { meetConditions } from './meet-conditions.ts';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.urls.realtime, max: 1 });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const sleep = (seconds: number) => `pg_sleep(${seconds}) is not null`;

it('a condition that fails or takes too long is not met, and spoils none of other callers', async () => {
  const [good, bad] = ['(1 = 1)', '(1 / length($$$$) = 1)'];
  // What a filter can make the database do at worst.
  const slow = `(select bool_and(pg_sleep(10) is not null))`;
  const met = await meetConditions(pool, [
    ['one', [good, bad, '(1 = 2)']],
    ['slow', ['(3 = 3)', slow]],
    ['other', ['(2 = 2)', '(null = 1)']],
  ]);
  expect(met).toMatchObject({ conditions: new Set([good, '(2 = 2)']), tooSlow: new Set(['slow']) });
});

it('tells whose conditions take long, though not too long, and of nobody else that theirs do', async () => {
  const { conditions, tooSlow, tookMs } = await meetConditions(pool, [
    ['quick', ['1 = 1']],
    ['slow', [sleep(0.2)]],
    ['third', ['2 = 2']],
  ]);
  expect([conditions.size, tooSlow.size]).toEqual([3, 0]);
  expect(tookMs.get('slow')).toBeGreaterThan(190);
  expect(
    (
      await meetConditions(pool, [
        ['slow', [sleep(0.01)]],
        ['quick', ['1 = 1']],
      ])
    ).tookMs.size,
  ).toBe(0);
});

it('adds up what the conditions of a caller take among whom one fails, and ends them where that is too much', async () => {
  const fails = '1 / length($$$$) = 1';
  const within = await meetConditions(pool, [['one', [fails, sleep(0.1), '1 = 1', sleep(0.15)]]]);
  expect(within.conditions).toEqual(new Set([sleep(0.1), '1 = 1', sleep(0.15)]));
  expect(within.tooSlow.size).toBe(0);
  expect(within.tookMs.get('one')).toBeGreaterThan(240);
  const slow = [1, 2, 3, 4].map((n) => sleep(0.2 + n / 1_000));
  const beyond = await meetConditions(pool, [['one', [fails, ...slow, '1 = 1']]]);
  expect(beyond.tooSlow).toEqual(new Set(['one']));
  const failsLate = await meetConditions(pool, [['one', ['1 / length(pg_sleep(0.3)::text) = 1', '1 = 1']]]);
  expect(failsLate.tooSlow).toEqual(new Set(['one']));
});

it('counts no time in which there was no connection', async () => {
  const busy = pool.query('select pg_sleep(0.6)');
  const { tookMs } = await meetConditions(pool, [['quick', ['1 = 1']]]);
  await busy;
  expect(tookMs.get('quick')).toBeLessThan(500);
});
