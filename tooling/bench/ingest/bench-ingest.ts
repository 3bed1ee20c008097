import process from 'node:process';
import { parseArgs } from 'node:util';
import { laneMakers, type Lane } from './lanes.ts';
import { setUp, type Bench } from './set-up.ts';
import { visitsOf } from './visits.ts';

/**
 * Visits stored and counted, with durable commits, beside a COPY of the same rows and single-row inserts of them, which
 * count nothing: `node ingest/bench-ingest.ts [--tenants 200] [--events 500] [--seconds 5] [--rounds 3]`. All ways take
 * turns, round by round, so that a busy moment meets all of them alike.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      tenants: { type: 'string', default: '200' },
      events: { type: 'string', default: '500' },
      seconds: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '1,16' },
    },
  });
  const bench = await setUp(Number(values.tenants));
  try {
    const rows = [['connections', 'way', 'events/s', 'of COPY', 'p50 ms', 'p99 ms']];
    for (const connections of values.connections.split(',').map(Number)) {
      rows.push(
        ...(await compare(bench, connections, Number(values.events), Number(values.seconds), Number(values.rounds))),
      );
    }
    process.stdout.write(`${rows.map((row) => row.map((cell) => cell.padEnd(24)).join('')).join('\n')}\n`);
  } finally {
    await bench.stop();
  }
}

interface Tally {
  events: number;
  tookMs: number;
  readonly acksMs: number[];
}

const ways = ['record_batches', 'COPY of the same rows', 'single-row inserts'] as const;

async function compare(
  bench: Bench,
  connections: number,
  eventCount: number,
  seconds: number,
  rounds: number,
): Promise<readonly string[][]> {
  const tallies = new Map(ways.map((way) => [way, { events: 0, tookMs: 0, acksMs: [] } as Tally]));
  for (let round = 0; round < rounds; round += 1) {
    for (const way of ways) {
      const tally = tallies.get(way);
      if (!tally) continue;
      const lanes = await Promise.all(Array.from({ length: connections }, () => laneMakers[way](bench)));
      try {
        // Connections have their plans by then.
        await run(bench, lanes, { events: 0, tookMs: 0, acksMs: [] }, eventCount, 0.5);
        await run(bench, lanes, tally, eventCount, seconds);
      } finally {
        await Promise.all(lanes.map((lane) => lane.close()));
      }
    }
  }
  const copied = speedOf(tallies.get('COPY of the same rows'));
  return ways.map((way) => {
    const tally = tallies.get(way);
    const speed = speedOf(tally);
    const acks = (tally?.acksMs ?? []).toSorted((one, other) => one - other);
    return [
      String(connections),
      way,
      String(Math.round(speed)),
      `${Math.round((100 * speed) / copied)} %`,
      (acks[Math.floor(acks.length * 0.5)] ?? 0).toFixed(1),
      (acks[Math.floor(acks.length * 0.99)] ?? 0).toFixed(1),
    ];
  });
}

const speedOf = (tally: Tally | undefined): number => (tally ? (1000 * tally.events) / tally.tookMs : 0);

async function run(
  bench: Bench,
  lanes: readonly Lane[],
  tally: Tally,
  eventCount: number,
  seconds: number,
): Promise<void> {
  const untilMs = performance.now() + seconds * 1000;
  const startedMs = performance.now();
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
  tally.tookMs += performance.now() - startedMs;
}

await main();
