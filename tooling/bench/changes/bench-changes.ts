import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { PostgresChanges } from '@blunari/api/postgres-changes';
import { withClient } from '@blunari/db/server';
import { Pool, type Client } from 'pg';
import { startBenchServer, withServer, type BenchUrls } from '../server/start-bench-server.ts';

/**
 * From the commit of one row to the last subscriber's frame, sockets aside: `pnpm bench:changes`. The table has row
 * security, so every distinct caller costs a question; half of them may see the row.
 */
async function main({ owner, realtime }: BenchUrls): Promise<void> {
  await withClient(owner, (client) =>
    client.query(`
      create table public.dishes (id int primary key, n int);
      alter table public.dishes enable row level security;
      grant select on public.dishes to authenticated;
      create policy seen on public.dishes for select to authenticated
        using (((select auth.jwt()) ->> 'caller')::int % 2 = n % 2);
      alter publication supabase_realtime add table public.dishes`),
  );
  process.stdout.write('subscribers | distinct callers | subscribing ms | p50 ms | p99 ms\n');
  for (const [subscriberCount, callerCount] of SHAPES) await measure(owner, realtime, subscriberCount, callerCount);
}

const SHAPES = [
  [1, 1],
  [1_000, 2],
  [1_000, 1_000],
  [5_000, 2],
  [5_000, 5_000],
] as const;

const CHANGES = 60;

async function measure(owner: string, realtime: string, subscriberCount: number, callerCount: number): Promise<void> {
  const pool = new Pool({ connectionString: realtime, max: 6 });
  // The end of the server also meets connections on their way out.
  pool.on('error', noop);
  const log = { debug: noop, info: noop, warn: noop, error: noop };
  const changes = new PostgresChanges({
    connectionString: realtime,
    pool,
    log,
    limits: {
      changes: subscriberCount,
      changesPerSite: subscriberCount,
      changesLingerMs: 0,
      changesSlowStartMs: 10_000,
      filterMsPerMinute: 10_000,
    },
  });
  const heard = { count: 0, lastAtMs: 0 };
  const startedAtMs = performance.now();
  const callers = Array.from({ length: callerCount }, (_, caller) => callerOf(caller));
  await Promise.all(
    Array.from({ length: subscriberCount }, (_, index) => subscribe(changes, callers[index % callerCount], heard)),
  );
  const subscribingMs = performance.now() - startedAtMs;
  const latenciesMs = await withClient(owner, (client) => timeChanges(client, heard, Math.ceil(subscriberCount / 2)));
  await changes.stop();
  await pool.end();
  const at = (share: number): string => (latenciesMs[Math.ceil(share * latenciesMs.length) - 1] ?? 0).toFixed(1);
  const figures = [subscriberCount, callerCount, subscribingMs.toFixed(0), at(0.5), at(0.99)];
  process.stdout.write(`${figures.join(' | ')}\n`);
}

interface Heard {
  count: number;
  lastAtMs: number;
}

function callerOf(caller: number) {
  return { role: 'authenticated', exp: 4_102_444_800, sub: randomUUID(), caller } as const;
}

async function subscribe(
  changes: PostgresChanges,
  claims: ReturnType<typeof callerOf> | undefined,
  heard: Heard,
): Promise<void> {
  if (!claims) throw new Error('There are no more callers than subscribers.');
  const send = (): void => {
    heard.count += 1;
    heard.lastAtMs = performance.now();
  };
  const member = { serializer: '2.0.0', send } as const;
  const subscriber = { topic: 'realtime:dishes', network: '127.0.0.1', changeCount: 1, member, claims };
  const request = { id: 1, event: '*', schema: 'public', table: 'dishes', filters: [], select: null } as const;
  const result = await changes.subscribe(subscriber, [request], { isWanted: () => true, lost: noop, tooSlow: noop });
  if (!result.ok) throw new Error(result.error.message);
}

/** Rows with even numbers, which the even callers see. */
async function timeChanges(client: Client, heard: Heard, expected: number): Promise<number[]> {
  await client.query('truncate public.dishes');
  const latencies: number[] = [];
  for (let id = 0; id < 2 * CHANGES; id += 2) {
    heard.count = 0;
    const committingAtMs = await commitRow(client, id);
    while (heard.count < expected) await delay(1);
    latencies.push(heard.lastAtMs - committingAtMs);
  }
  return latencies.toSorted((a, b) => a - b);
}

async function commitRow(client: Client, id: number): Promise<number> {
  await client.query('begin');
  await client.query('insert into public.dishes values ($1, $1)', [id]);
  const committingAtMs = performance.now();
  await client.query('commit');
  return committingAtMs;
}

function noop(): void {
  // Nobody listens in a measurement.
}

await withServer(startBenchServer(), main);
