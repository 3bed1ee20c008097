import process from 'node:process';
import { parseArgs } from 'node:util';
import { measureCapacity } from './capacity.ts';
import { measureHeap } from './heap.ts';
import { measureJoinStorm } from './join-storm.ts';
import { measureLatency } from './latency.ts';
import { setUp, type Bench } from './set-up.ts';

/**
 * The embedded Realtime under load: `node realtime/bench-realtime.ts [--only latency,capacity,storm,heap] [--subscribers
 * 1000,5000] [--rounds 200] [--sockets 5000,20000] [--messages 50] [--joins 5000] [--cycles 10000]`. The defaults are the
 * full run, for a machine with nothing else to do and 20,000 open files a process.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: 'latency,capacity,storm,heap' },
      subscribers: { type: 'string', default: '1000,5000' },
      rounds: { type: 'string', default: '200' },
      sockets: { type: 'string', default: '5000,20000' },
      messages: { type: 'string', default: '50' },
      joins: { type: 'string', default: '5000' },
      cycles: { type: 'string', default: '10000' },
    },
  });
  const parts: Record<string, (bench: Bench) => AsyncIterable<string>> = {
    latency: (bench) => each(numbers(values.subscribers), (n) => measureLatency(bench, n, Number(values.rounds))),
    capacity: (bench) => each(numbers(values.sockets), (n) => measureCapacity(bench, n, Number(values.messages))),
    storm: (bench) => each(numbers(values.joins), (n) => measureJoinStorm(bench, n)),
    heap: (bench) => each(numbers(values.cycles), (n) => measureHeap(bench, n)),
  };
  const bench = await setUp();
  try {
    for (const name of values.only.split(',')) {
      for await (const report of parts[name]?.(bench) ?? []) process.stdout.write(`${report}\n`);
    }
  } finally {
    await bench.stop();
  }
}

const numbers = (text: string): number[] => text.split(',').map(Number);

/** One after the other: each has the machine to itself. */
async function* each(sizes: readonly number[], measure: (size: number) => Promise<string>): AsyncIterable<string> {
  for (const size of sizes) yield await measure(size);
}

await main();
