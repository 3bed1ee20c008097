import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../src/client.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { query } from '../support/query.ts';
import { sure } from '../support/stored-widget.ts';

let test: TestDatabase;
let one: Database;
let other: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  [one, other] = [createDatabase({ url: test.urls.api }), createDatabase({ url: test.urls.api })];
});
afterAll(async () => {
  await one.close();
  await other.close();
  await test.drop();
});

const ask = async (database: Database) => sure(await database.visitor.journalSecrets());
const goBack = (days: number) =>
  query(test.urls.owner, `update widget_private.journal_secrets set signs_from = signs_from - interval '${days} days'`);

it('all processes get the same secret, however many ask first', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => ask(index % 2 === 0 ? one : other)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toHaveLength(1);
  expect(answers[0]?.[0]?.secret.length).toBe(48);
  expect(answers[0]?.[0]?.signsFromMs).toBeLessThanOrEqual(Date.now() + 1000);
});

it('a month later there is a new one, which signs when all have heard of it, and the old one still counts', async () => {
  const [old] = await ask(one);
  await goBack(31);
  const both = await ask(one);
  expect(both.map(({ id }) => id)).toEqual([expect.any(Number), old?.id]);
  expect(both[1]?.secret).toEqual(old?.secret);
  expect(both[0]?.secret).not.toEqual(old?.secret);
  expect(both[0]?.signsFromMs).toBeGreaterThan(Date.now() + 30 * 60_000);
  expect(await ask(other)).toEqual(both);
});

it('the one before goes when none of its tokens is good any more', async () => {
  await goBack(31);
  expect(await ask(one)).toHaveLength(2);
  await goBack(31);
  const [newest, before, ...older] = await ask(other);
  expect(older).toEqual([]);
  expect(newest?.id).toBeGreaterThan(before?.id ?? Number.NaN);
});

it('is nobody’s to read', async () => {
  await expect(query(test.urls.api, 'select from widget_private.journal_secrets')).rejects.toThrow(/permission denied/);
});
