import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCrashableDatabase, type CrashableDatabase } from './testing/crashable-database.ts';
import { eventually } from './testing/eventually.ts';
import { follow } from './testing/follow-table.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';
import { connect, disconnectAll, joinPrivately } from './testing/supabase-clients.ts';

let database: CrashableDatabase;
let stack: TestGateway;

beforeAll(async () => {
  database = await startCrashableDatabase();
  stack = await startTestGateway({}, database);
  await stack.owner.query(`
    create table public.dishes (id int primary key);
    grant select on public.dishes to authenticated;
    alter publication supabase_realtime add table public.dishes`);
});

afterAll(async () => {
  await disconnectAll();
  await stack.stop();
});

it('after a crash of the database under load every committed message arrives once, and subscribers to tables are told to read again', async () => {
  const token = await stack.token();
  const heard = await joinPrivately(await connect(stack, token), 'news');
  const followed = await follow(await connect(stack, token), [{ table: 'dishes' }]);

  // A transaction that began long before what it is committed beside.
  const slow = await stack.owner.connect();
  slow.on('error', () => undefined);
  await slow.query(`begin; select realtime.send('{"n": 0}', 'counted', 'news')`);
  await delay(100);

  const committed: number[] = [];
  const over = new AbortController();
  const writing = Promise.all([1, 2, 3].map((writer) => write(writer, committed, over.signal)));
  await eventually(() => expect(heard.broadcasts.length).toBeGreaterThan(50));
  await slow.query('commit');
  committed.push(0);
  await database.crash();
  slow.release(true);
  const committedBefore = committed.length;
  await database.restart();
  await eventually(() => expect(committed.length).toBeGreaterThan(committedBefore + 50), 30_000);
  over.abort();
  await writing;

  await eventually(
    () =>
      expect(new Set(heard.broadcasts.map(({ payload }) => payload['n'])).size).toBeGreaterThanOrEqual(
        committed.length,
      ),
    30_000,
  );
  const numbers = heard.broadcasts.map(({ payload }) => payload['n']);
  expect(committed.filter((n) => !numbers.includes(n))).toEqual([]);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(heard.statuses).toEqual(['SUBSCRIBED']);

  await eventually(() => expect(followed.statuses.at(-1)).toBe('SUBSCRIBED'), 30_000);
  expect(followed.statuses.slice(0, 2)).toEqual(['SUBSCRIBED', 'CHANNEL_ERROR']);
  await eventually(() => expect(followed.system.at(-1)?.status).toBe('ok'), 30_000);
  await stack.owner.query('insert into public.dishes values (1)');
  await eventually(() => expect(followed.changes.at(-1)?.new).toEqual({ id: 1 }));
}, 120_000);

/** Sends without a pause, through the outage, and notes what was committed. */
async function write(writer: number, committed: number[], signal: AbortSignal): Promise<void> {
  for (let n = writer * 1_000_000; !signal.aborted; n += 1) {
    try {
      await stack.owner.query(`select realtime.send($1, 'counted', 'news')`, [{ n }]);
      committed.push(n);
    } catch {
      await delay(50);
    }
  }
}
