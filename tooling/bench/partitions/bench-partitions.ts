import process from 'node:process';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { setUp } from '../ingest/set-up.ts';
import { quantile } from '../realtime/table.ts';
import { createTables, kinds, rowsIn, type Kind } from './tables.ts';

/**
 * Raw events in one table and in a partition a month, with the columns and indexes of `widget_analytics` and thirteen months
 * of rows: what it costs to add to them, to read one restaurant's day, and to forget the oldest month, with durable commits.
 * Both take turns: `node partitions/bench-partitions.ts [--rows 1300000] [--seconds 4] [--rounds 3]`.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '1300000' },
      seconds: { type: 'string', default: '4' },
      rounds: { type: 'string', default: '3' },
    },
  });
  const bench = await setUp(100);
  const client = new Client({ connectionString: bench.ownerUrl });
  await client.connect();
  try {
    await createTables(client, Number(values.rows));
    for (const kind of kinds) {
      const { bytes } = await ask<{ bytes: number }>(
        client,
        `select (pg_total_relation_size('${kind}') + coalesce(sum(pg_total_relation_size(relid)) filter (where isleaf), 0))::float8
           as bytes from pg_partition_tree('${kind}')`,
      );
      say(`${kind}: ${(bytes / 1e6).toFixed(0)} MB with indexes`);
    }
    for (let round = 1; round <= Number(values.rounds); round += 1) {
      for (const kind of kinds) await addFor(client, kind, Number(values.seconds));
    }
    for (const kind of kinds) await readDays(client, kind);
    await forget(client, 'one_table', 'delete from one_table where "timestamp" < $1; vacuum one_table');
    await forget(client, 'months', 'drop table month_00');
  } finally {
    await client.end();
    await bench.stop();
  }
}

const groupSize = 500;

/** Groups as large as those of a busy API, each a statement and a commit. */
async function addFor(client: Client, kind: Kind, seconds: number): Promise<void> {
  const before = await walOf(client);
  const untilMs = performance.now() + seconds * 1000;
  let rows = 0;
  for (; performance.now() < untilMs; rows += groupSize) {
    await client.query(`insert into ${kind} ${rowsIn(12, groupSize)} on conflict do nothing`);
  }
  const wal = (await walOf(client)) - before;
  say(`${kind}: ${(rows / seconds).toFixed(0)} rows/s added, ${(wal / rows).toFixed(0)} bytes of WAL a row`);
}

/** A page of an export: the first thousand events of a day of one restaurant. */
async function readDays(client: Client, kind: Kind): Promise<void> {
  const tookMs: number[] = [];
  for (let turn = 0; turn < 200; turn += 1) {
    const startedMs = performance.now();
    await client.query(
      `select * from ${kind} where tenant_id = (select id from public.tenants order by id offset $1 limit 1)
         and "timestamp" >= now() - make_interval(days => $2) and "timestamp" < now() - make_interval(days => $2 - 1)
       order by "timestamp", id limit 1000`,
      [turn % 100, 1 + turn],
    );
    tookMs.push(performance.now() - startedMs);
  }
  say(
    `${kind}: a day of one restaurant in ${quantile(tookMs, 0.5).toFixed(1)} ms (p50), ${quantile(tookMs, 0.95).toFixed(1)} (p95)`,
  );
}

async function forget(client: Client, name: string, statements: string): Promise<void> {
  const { end } = await ask<{ end: string }>(
    client,
    `select date_trunc('month', now() - interval '11 months')::text as end`,
  );
  const [before, startedMs] = [await walOf(client), performance.now()];
  for (const statement of statements.split('; ')) await client.query(statement.replace('$1', `'${end}'`));
  const tookMs = performance.now() - startedMs;
  say(
    `${name}: the oldest month gone in ${tookMs.toFixed(0)} ms, ${(((await walOf(client)) - before) / 1e6).toFixed(1)} MB of WAL`,
  );
}

async function walOf(client: Client): Promise<number> {
  const { bytes } = await ask<{ bytes: number }>(
    client,
    `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as bytes`,
  );
  return bytes;
}

async function ask<Row extends object>(client: Client, text: string): Promise<Row> {
  const { rows } = await client.query<Row>(text);
  const [row] = rows;
  if (!row) throw new Error('One row was asked for.');
  return row;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

await main();
