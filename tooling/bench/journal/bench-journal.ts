import process from 'node:process';
import { withClient } from '@blunari/db/server';
import { setUp, type Bench, type Restaurant } from '../client/set-up.ts';
import { quantile } from '../realtime/table.ts';
import { startApi } from './api-process.ts';
import { copyAll, insertOneByOne, writeOver } from './row-writers.ts';
import { sendOver } from './visitor-connections.ts';
import { buildBatches, eventsPerBatch, type VisitRow } from './visits.ts';

/**
 * What it costs to acknowledge visitors' events once they are committed, with all totals: over HTTP, beside single-row
 * inserts and COPY of the same rows, which write no totals; by 1 and 16 connections, in turns, three rounds. Every commit
 * is safe against a power cut. The same machine also sends: `pnpm bench:journal`.
 */
async function main(): Promise<void> {
  const bench = await setUp();
  const restaurants: Restaurant[] = [];
  for (let count = 0; count < RESTAURANTS; count += 1) restaurants.push(await bench.addRestaurant());
  const api = await startApi(bench.apiUrl);
  try {
    const prepare = async (batchCount: number): Promise<readonly (readonly VisitRow[])[]> => {
      await empty(bench);
      return buildBatches(restaurants, batchCount);
    };
    // The first ones are slow: connections, plans, compiled code.
    await sendOver(api.url, 16, await prepare(400));
    process.stdout.write('form | connections | events | events/s | of COPY | p50 ms | p99 ms\n');
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const connections of [1, 16]) {
        const rows = (await prepare(BATCHES[connections] ?? 0)).flat();
        const copied = await writeOver(bench.ownerUrl, connections, rows, copyAll);
        const copyRate = rows.length / copied.seconds;
        print('COPY, no totals', connections, rows.length, copied, copyRate);
        const few = (await prepare(40)).flat();
        print(
          'one insert each, no totals',
          connections,
          few.length,
          await writeOver(bench.ownerUrl, connections, few, insertOneByOne),
          copyRate,
        );
        const batches = await prepare(BATCHES[connections] ?? 0);
        const sent = await sendOver(api.url, connections, batches);
        await check(bench, batches.length * eventsPerBatch);
        print('acknowledged over HTTP', connections, batches.length * eventsPerBatch, sent, copyRate);
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

interface Measured {
  readonly seconds: number;
  readonly tookMs: readonly number[];
}

function print(
  form: string,
  connections: number,
  events: number,
  { seconds, tookMs }: Measured,
  copyRate: number,
): void {
  const rate = events / seconds;
  const cells = [
    form.padEnd(26),
    String(connections).padStart(2),
    String(events).padStart(6),
    rate.toFixed(0).padStart(7),
    `${((100 * rate) / copyRate).toFixed(1)} %`.padStart(7),
    quantile(tookMs, 0.5).toFixed(2).padStart(8),
    quantile(tookMs, 0.99).toFixed(2).padStart(8),
  ];
  process.stdout.write(`${cells.join(' | ')}\n`);
}

async function empty({ ownerUrl }: Bench): Promise<void> {
  await withClient(ownerUrl, (client) =>
    client.query(`
      truncate public.widget_analytics, public.widget_analytics_buckets, public.widget_analytics_daily,
        widget_private.insight_sessions`),
  );
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
