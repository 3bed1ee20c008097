import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { conditionOn } from './condition.ts';
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

const row = new Map([['id', '1']]);
const column = { name: 'id', type: 'int4', castType: 'integer', isKey: true, readers: [] };
const all = (...tests: string[]) => tests.map((test) => conditionOn(row, column, test));

const sleep = (seconds: number) => `pg_sleep(${seconds}) is not null`;

it('a condition that fails or takes too long is not met, and spoils none of other callers', async () => {
  const [good, bad] = ['(1 = 1)', '(1 / length($$$$) = 1)'];
  // What a filter can make the database do at worst.
  const slow = `(select bool_and(pg_sleep(10) is not null))`;
  const met = await meetConditions(pool, [
    ['one', all(good, bad, '(1 = 2)')],
    ['slow', all('(3 = 3)', slow)],
    ['other', all('(2 = 2)', '(null = 1)')],
  ]);
  expect(met).toMatchObject({ conditions: new Set(all(good, '(2 = 2)')), tooSlow: new Set(['slow']) });
});

it('tells whose conditions take long, though not too long, and of nobody else that theirs do', async () => {
  const { conditions, tooSlow, tookMs } = await meetConditions(pool, [
    ['quick', all('1 = 1')],
    ['slow', all(sleep(0.2))],
    ['third', all('2 = 2')],
  ]);
  expect([conditions.size, tooSlow.size]).toEqual([3, 0]);
  expect(tookMs.get('slow')).toBeGreaterThan(190);
  expect(
    (
      await meetConditions(pool, [
        ['slow', all(sleep(0.01))],
        ['quick', all('1 = 1')],
      ])
    ).tookMs.size,
  ).toBe(0);
});

it('adds up what the conditions of a caller take among whom one fails, and ends them where that is too much', async () => {
  const fails = '1 / length($$$$) = 1';
  const within = await meetConditions(pool, [['one', all(fails, sleep(0.1), '1 = 1', sleep(0.15))]]);
  expect(within.conditions).toEqual(new Set(all(sleep(0.1), '1 = 1', sleep(0.15))));
  expect(within.tooSlow.size).toBe(0);
  expect(within.tookMs.get('one')).toBeGreaterThan(240);
  const slow = [1, 2, 3, 4].map((n) => sleep(0.2 + n / 1_000));
  const beyond = await meetConditions(pool, [['one', all(fails, ...slow, '1 = 1')]]);
  expect(beyond.tooSlow).toEqual(new Set(['one']));
  const failsLate = await meetConditions(pool, [['one', all('1 / length(pg_sleep(0.3)::text) = 1', '1 = 1')]]);
  expect(failsLate.tooSlow).toEqual(new Set(['one']));
});

it('counts no time in which there was no connection', async () => {
  const busy = pool.query('select pg_sleep(0.6)');
  const { tookMs } = await meetConditions(pool, [['quick', all('1 = 1')]]);
  await busy;
  expect(tookMs.get('quick')).toBeLessThan(500);
});

it('sends a value once, however many conditions are about it, and answers for each value by itself', async () => {
  const query = vi.spyOn(Client.prototype, 'query');
  const long = new Map([['name', 'pizza '.repeat(10_000)]]);
  const short = new Map([['name', 'soup']]);
  const name = { name: 'name', type: 'text', castType: 'text', isKey: false, readers: [] };
  const about = (of: typeof long) =>
    ['soup', 'pizza', 'tea'].map((word) => conditionOn(of, name, `(v like '${word}%')`));
  const [soup, ...others] = about(short);
  const { conditions } = await meetConditions(pool, [['one', [...about(long), ...others, ...(soup ? [soup] : [])]]]);
  expect(conditions).toEqual(new Set([...about(long).slice(1, 2), soup]));
  const sentCharacters = query.mock.calls.reduce((sum, [statement]) => sum + statement.length, 0);
  query.mockRestore();
  expect(sentCharacters).toBeLessThan(2 * 60_000);
});

it('asks for so many at a time that their time is up soon after it is over', async () => {
  const query = vi.spyOn(Client.prototype, 'query');
  const many = all(...Array.from({ length: 3_000 }, (_, n) => `(v <> ${n})`));
  const [others, own] = [many.slice(1_500), many.slice(0, 1_500)];
  const { conditions } = await meetConditions(pool, [
    ['one', own],
    ['other', others],
  ]);
  const sent = query.mock.calls.map(([statement]) => statement.split('<>').length - 1);
  query.mockRestore();
  expect(conditions.size).toBe(2_999);
  expect(Math.max(...sent)).toBeLessThanOrEqual(1_000);
});
