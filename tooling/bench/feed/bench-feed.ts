import process from 'node:process';
import { withClient } from '@blunari/db/server';
import { startBenchServer, withServer, type BenchUrls } from '../server/start-bench-server.ts';
import { Arrivals } from './arrivals.ts';
import { PUBLICATION, startListening, startReplicating, type StartFeed } from './feeds.ts';
import { loads, type Load } from './loads.ts';

/**
 * From commit to the process that serves the sockets: LISTEN and a fetch, against logical replication. Both on one
 * server, safe against power cuts as in production, in turns, three rounds: `pnpm bench:feed`.
 */
async function main(urls: BenchUrls): Promise<void> {
  await withClient(urls.superuser, (client) =>
    client.query(`
      create table public.other (n int, text text);
      alter table public.other owner to postgres;
      create publication ${PUBLICATION} for table realtime.messages
        with (publish = 'insert', publish_via_partition_root = true)`),
  );
  process.stdout.write('load | feed | messages | per s | p50 ms | p99 ms | longest ms\n');
  for (const load of loads) {
    for (let round = 1; round <= ROUNDS; round += 1) {
      await measure(load, 'listen', startListening, urls);
      await measure(load, 'replication', startReplicating, urls);
    }
  }
}

const ROUNDS = 3;

async function measure(load: Load, name: string, start: StartFeed, urls: BenchUrls): Promise<void> {
  const arrivals = new Arrivals();
  const feed = await start(urls, (json) => arrivals.arrived(keyOf(json)));
  const startedAtMs = performance.now();
  await load.run(urls.owner, arrivals);
  const seconds = (performance.now() - startedAtMs) / 1000;
  await feed.stop();
  await withClient(urls.superuser, (client) =>
    client.query('truncate public.other; truncate realtime.messages; checkpoint'),
  );
  const sorted = arrivals.latenciesMs.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.ceil(share * sorted.length) - 1] ?? 0).toFixed(2);
  const figures = [sorted.length, (sorted.length / seconds).toFixed(0), at(0.5), at(0.99), at(1)];
  process.stdout.write(`${load.name} | ${name} | ${figures.join(' | ')}\n`);
}

/** The payload is ours; a full parse would be timed too. */
function keyOf(json: string): number {
  return Number(/"key": ?(\d+)/.exec(json)?.[1]);
}

await withServer(startBenchServer(), main);
