import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { withClient } from '@blunari/db/server';
import { setUp, type Bench, type Restaurant } from '../client/set-up.ts';
import { quantile } from '../realtime/table.ts';
import { startApi } from './api-process.ts';
import { cpuMsOf, parentOf } from './cpu-time.ts';
import { copyAll, insertOneByOne, writeOver } from './row-writers.ts';
import { sendOver } from './visitor-connections.ts';
import { buildBatches, eventsPerBatch, type VisitRow } from './visits.ts';

/**
 * What it costs to acknowledge visitors' events once they are committed, with all totals: over HTTP, beside COPY and
 * single-row inserts of the same rows, which write no totals; by 1 and 16 connections, in turns, three rounds. Every commit
 * is safe against a power cut. The same machine also sends, so the CPU time that a form takes of database and API says
 * more than its rate where others are at work too: `pnpm bench:journal`.
 */
async function main(): Promise<void> {
  const bench = await setUp();
  const restaurants: Restaurant[] = [];
  for (let count = 0; count < RESTAURANTS; count += 1) restaurants.push(await bench.addRestaurant());
  const api = await startApi(bench.apiUrl);
  try {
    // The first ones are slow: connections, plans, compiled code.
    await sendOver(api.url, 16, buildBatches(restaurants, 400));
    process.stdout.write(`${HEAD}\n`);
    const stage = { bench, restaurants, apiPid: api.pid, databasePid: await findDatabase(bench) };
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const connections of [1, 16]) {
        const copied = await measure(stage, 'COPY, no totals', connections, BATCHES[connections] ?? 0, (batches) =>
          writeOver(bench.ownerUrl, connections, batches.flat(), copyAll),
        );
        await measure(
          stage,
          'one insert each, no totals',
          connections,
          40,
          (batches) => writeOver(bench.ownerUrl, connections, batches.flat(), insertOneByOne),
          copied,
        );
        await measure(
          stage,
          'acknowledged over HTTP',
          connections,
          BATCHES[connections] ?? 0,
          (batches) => sendOver(api.url, connections, batches),
          copied,
        );
        await check(bench, (BATCHES[connections] ?? 0) * eventsPerBatch);
      }
    }
  } finally {
    await api.stop();
    await bench.stop();
  }
}

const ROUNDS = 3;
const RESTAURANTS = 100;
/** By connections: some seconds of work. */
const BATCHES: Readonly<Record<number, number>> = { 1: 400, 16: 1600 };
const HEAD =
  'form | connections | events | events/s | of COPY | p50 ms | p99 ms | CPU of database, of API, us an event';

interface Stage {
  readonly bench: Bench;
  readonly restaurants: readonly Restaurant[];
  readonly apiPid: number;
  readonly databasePid: number;
}

interface Measured {
  readonly seconds: number;
  readonly tookMs: readonly number[];
}

/** One form, on empty tables; prints its line, and answers its events a second. */
async function measure(
  { bench, restaurants, apiPid, databasePid }: Stage,
  form: string,
  connections: number,
  batchCount: number,
  run: (batches: readonly (readonly VisitRow[])[]) => Promise<Measured>,
  copyRate?: number,
): Promise<number> {
  await empty(bench);
  const batches = buildBatches(restaurants, batchCount);
  const before = [await cpuMsOf(databasePid), await cpuMsOf(apiPid)];
  const sent = await run(batches);
  const seconds = sent.seconds + (await secondsUntilCounted(bench));
  const after = [await cpuMsOf(databasePid), await cpuMsOf(apiPid)];
  const events = batchCount * eventsPerBatch;
  const rate = events / seconds;
  const cells = [
    form.padEnd(26),
    String(connections).padStart(2),
    String(events).padStart(6),
    rate.toFixed(0).padStart(7),
    `${((100 * rate) / (copyRate ?? rate)).toFixed(1)} %`.padStart(7),
    quantile(sent.tookMs, 0.5).toFixed(2).padStart(8),
    quantile(sent.tookMs, 0.99).toFixed(2).padStart(8),
    ...after.map((ms, index) => (((ms - (before[index] ?? 0)) * 1000) / events).toFixed(0).padStart(5)),
  ];
  process.stdout.write(`${cells.join(' | ')}\n`);
  return rate;
}

/** The process that has started those of all connections. */
async function findDatabase({ ownerUrl }: Bench): Promise<number> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return parentOf(rows[0]?.pid ?? Number.NaN);
  });
}

async function empty({ ownerUrl }: Bench): Promise<void> {
  await withClient(ownerUrl, (client) =>
    client.query(`
      truncate public.widget_analytics, public.widget_analytics_buckets, public.widget_analytics_daily,
        widget_private.insight_sessions`),
  );
}

/** Many visits at once are acknowledged before they are counted. */
async function secondsUntilCounted({ ownerUrl }: Bench): Promise<number> {
  const startedMs = performance.now();
  await withClient(ownerUrl, async (client) => {
    while ((await client.query('select from widget_private.uncounted_visits limit 1')).rowCount !== 0) await delay(5);
  });
  return (performance.now() - startedMs) / 1000;
}

/** What was acknowledged is there, and counted. */
async function check({ ownerUrl }: Bench, expected: number): Promise<void> {
  const { rows } = await withClient(ownerUrl, (client) =>
    client.query<{ stored: number; counted: number }>(`
      select (select count(*)::int from public.widget_analytics) as stored,
        (select sum(views + interactions)::int from public.widget_analytics_daily where dimension = 'total') as counted`),
  );
  const [found] = rows;
  if (found?.stored !== expected || found.counted !== expected) {
    throw new Error(`Of ${expected} events ${found?.stored} are stored and ${found?.counted} counted.`);
  }
}

await main();
