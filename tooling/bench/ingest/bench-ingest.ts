import process from 'node:process';
import { parseArgs } from 'node:util';
import { laneMakers, startCounting, type Lane } from './lanes.ts';
import { setUp, type Bench } from './set-up.ts';
import { sizes } from './sizes.ts';
import { visitsOf } from './visits.ts';

/**
 * Visits stored and counted with durable commits, together or with the counting beside, next to a COPY of the same rows and
 * single-row inserts of them, which count nothing: `node ingest/bench-ingest.ts [--tenants 200] [--events 500,1000]
 * [--seconds 5] [--rounds 3] [--connections 1,16]`. Events are those of one group, which all ways commit at once but single
 * rows: an API process under load sends 400 batches, some 1,000. All ways take turns, round by round, so that a busy moment
 * meets all of them alike.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      tenants: { type: 'string', default: '200' },
      events: { type: 'string', default: '500,1000' },
      seconds: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '1,16' },
    },
  });
  const bench = await setUp(Number(values.tenants));
  try {
    const rows = [
      [
        'events a group',
        'connections',
        'way',
        'stored/s',
        'of COPY',
        'counted/s',
        'of COPY',
        'ack p50 ms',
        'ack p99 ms',
      ],
    ];
    const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)];
    for (const eventCount of values.events.split(',').map(Number)) {
      for (const connections of values.connections.split(',').map(Number)) {
        rows.push(...(await compare(bench, { connections, eventCount, seconds, rounds })));
      }
    }
    rows.push(...(await sizes(bench.ownerUrl)));
    process.stdout.write(
      `${rows.map((row) => row.map((cell, column) => cell.padEnd(column === 2 ? 24 : 15)).join('')).join('\n')}\n`,
    );
  } finally {
    await bench.stop();
  }
}

interface Tally {
  events: number;
  /** Until the last was acknowledged, and until all were counted. */
  storedMs: number;
  countedMs: number;
  readonly acksMs: number[];
}

const ways = ['stored, counted beside', 'counted at once', 'COPY of the same rows', 'single-row inserts'] as const;

interface Load {
  readonly connections: number;
  readonly eventCount: number;
  readonly seconds: number;
  readonly rounds: number;
}

async function compare(bench: Bench, load: Load): Promise<readonly string[][]> {
  const tallies = {
    'stored, counted beside': noTally(),
    'counted at once': noTally(),
    'COPY of the same rows': noTally(),
    'single-row inserts': noTally(),
  };
  for (let round = 0; round < load.rounds; round += 1) {
    for (const way of ways) {
      const lanes = await Promise.all(Array.from({ length: load.connections }, () => laneMakers[way](bench)));
      try {
        // Connections have their plans by then.
        await run(bench, way, lanes, noTally(), load.eventCount, 0.5);
        await run(bench, way, lanes, tallies[way], load.eventCount, load.seconds);
      } finally {
        await Promise.all(lanes.map((lane) => lane.close()));
      }
    }
  }
  const copied = tallies['COPY of the same rows'];
  return ways.map((way) => {
    const { events, storedMs, countedMs } = tallies[way];
    const speeds = [storedMs, countedMs].flatMap((tookMs) => {
      const ratio = events / tookMs / (copied.events / copied.storedMs);
      return [String(Math.round((1000 * events) / tookMs)), `${Math.round(100 * ratio)} %`];
    });
    const acks = tallies[way].acksMs.toSorted((one, other) => one - other);
    return [
      String(load.eventCount),
      String(load.connections),
      way,
      ...speeds,
      (acks[Math.floor(acks.length * 0.5)] ?? 0).toFixed(1),
      (acks[Math.floor(acks.length * 0.99)] ?? 0).toFixed(1),
    ];
  });
}

const noTally = (): Tally => ({ events: 0, storedMs: 0, countedMs: 0, acksMs: [] });

/** Each connection sends one group of visits after the other, for so long; it is over once all is counted, where it counts. */
async function run(
  bench: Bench,
  way: (typeof ways)[number],
  lanes: readonly Lane[],
  tally: Tally,
  eventCount: number,
  seconds: number,
): Promise<void> {
  const startedMs = performance.now();
  const untilMs = startedMs + seconds * 1000;
  const counting = way === 'stored, counted beside' ? startCounting(bench, lanes.length) : undefined;
  await Promise.all(
    lanes.map(async (lane) => {
      while (performance.now() < untilMs) {
        const visits = visitsOf(bench.targets, eventCount);
        const send = lane.prepare(visits);
        const sentMs = performance.now();
        await send();
        tally.acksMs.push(performance.now() - sentMs);
        tally.events += visits.reduce((sum, { batch }) => sum + batch.events.length, 0);
      }
    }),
  );
  tally.storedMs += performance.now() - startedMs;
  await counting?.finish();
  tally.countedMs += performance.now() - startedMs;
}

await main();
