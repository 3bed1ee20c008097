import { setTimeout as delay } from 'node:timers/promises';
import { withClient } from '@blunari/db/server';
import type { Arrivals } from './arrivals.ts';

/** What the database has to do while messages are timed. */
export interface Load {
  readonly name: string;
  run(ownerUrl: string, arrivals: Arrivals): Promise<void>;
}

const MESSAGES = 1_000;
const PAUSE_MS = 3;
const WRITERS = 8;
const BURST = 5_000;
const BULK_ROWS = 1_000_000;

export const loads: readonly Load[] = [
  { name: 'quiet: one message every few ms', run: (url, arrivals) => sendEvery(url, arrivals, MESSAGES) },
  {
    name: `busy: ${WRITERS} writers without a pause`,
    run: async (url, arrivals) => {
      await Promise.all(Array.from({ length: WRITERS }, () => sendAll(url, arrivals, MESSAGES)));
    },
  },
  { name: 'beside inserts of 1,000 rows a transaction', run: besideInserts },
  { name: `beside one transaction of ${BULK_ROWS.toLocaleString('en')} rows`, run: besideBulk },
  { name: `burst: ${BURST.toLocaleString('en')} messages in one transaction`, run: burst },
];

async function sendEvery(url: string, arrivals: Arrivals, count: number): Promise<void> {
  await withClient(url, async (client) => {
    for (let n = 0; n < count; n += 1) {
      await sendOne(client, arrivals);
      await delay(PAUSE_MS);
    }
  });
  await arrivals.all();
}

async function sendAll(url: string, arrivals: Arrivals, count: number): Promise<void> {
  await withClient(url, async (client) => {
    for (let n = 0; n < count; n += 1) await sendOne(client, arrivals);
  });
  await arrivals.all();
}

interface Sender {
  query(text: string, values?: unknown[]): Promise<unknown>;
}

/** Timed from the moment the commit is sent, so writing to disk is part of it, for either feed. */
async function sendOne(client: Sender, arrivals: Arrivals, count = 1): Promise<void> {
  const keys = Array.from({ length: count }, () => arrivals.expect());
  await client.query('begin');
  await client.query(
    `select realtime.send(jsonb_build_object('key', key, 'text', repeat('x', 200)), 'said', 'news', true)
     from unnest($1::int[]) key`,
    [keys],
  );
  arrivals.committing(keys);
  await client.query('commit');
}

async function besideInserts(url: string, arrivals: Arrivals): Promise<void> {
  const over = new AbortController();
  const inserting = withClient(url, async (client) => {
    while (!over.signal.aborted) {
      await client.query(`insert into public.other select n, repeat('y', 100) from generate_series(1, 1000) n`);
    }
  });
  await sendEvery(url, arrivals, MESSAGES);
  over.abort();
  await inserting;
}

async function besideBulk(url: string, arrivals: Arrivals): Promise<void> {
  const inserting = withClient(url, (client) =>
    client.query(`insert into public.other select n, repeat('y', 100) from generate_series(1, ${BULK_ROWS}) n`),
  );
  const over = new AbortController();
  const sending = withClient(url, async (client) => {
    while (!over.signal.aborted) {
      await sendOne(client, arrivals);
      await delay(PAUSE_MS);
    }
  });
  await inserting;
  // A second more: what comes after the bulk's commit waits behind it.
  await delay(1_000);
  over.abort();
  await sending;
  await arrivals.all();
}

async function burst(url: string, arrivals: Arrivals): Promise<void> {
  await withClient(url, (client) => sendOne(client, arrivals, BURST));
  await arrivals.all();
}
