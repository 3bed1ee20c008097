import process from 'node:process';
import { parseArgs } from 'node:util';
import { startStack } from '@blunari/stack/testing';
import { megabytes, quantile } from '../realtime/table.ts';
import { measureCommitToDom } from './commit-to-dom.ts';
import { measureBareConnect } from './floor.ts';
import { measurePageHeap, type HeapGrowth } from './page-heap.ts';
import { signIn, type Owner } from './product.ts';
import { measureDrop, measureHalfOpen, measureOutage, type TrialResult } from './trials.ts';

/**
 * How soon a line is live again, on the product as it runs: `node reconnect/bench-reconnect.ts [--only floor,drop,outage,
 * half-open,dom,heap] [--trials 500] [--clients 50] [--outage-s 45] [--saves 500] [--mounts 10000] [--reconnects 1000]`. The
 * defaults are the full run, for a machine with nothing else to do.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: 'floor,drop,outage,half-open,dom,heap' },
      trials: { type: 'string', default: '500' },
      clients: { type: 'string', default: '50' },
      'outage-s': { type: 'string', default: '45' },
      saves: { type: 'string', default: '500' },
      mounts: { type: 'string', default: '10000' },
      reconnects: { type: 'string', default: '1000' },
    },
  });
  const [trials, clients] = [Number(values.trials), Number(values.clients)];
  const outageMs = Number(values['outage-s']) * 1000;
  const trialsOf = (owner: Owner) => ({ owner, trials, clients, outageMs });
  const parts: Record<string, (owner: Owner) => Promise<readonly string[]>> = {
    floor: async (owner) => [timesRow('connect: a bare socket', await measureBareConnect(owner, trials), '')],
    drop: async (owner) => trialRows(await measureDrop(trialsOf(owner))),
    outage: async (owner) => trialRows(await measureOutage(trialsOf(owner))),
    'half-open': async (owner) => trialRows(await measureHalfOpen(trialsOf(owner))),
    dom: (owner) => domRows(owner, Number(values.saves)),
    heap: (owner) => heapRows(owner, Number(values.mounts), Number(values.reconnects)),
  };
  const stack = await startStack();
  try {
    const owner = await signIn(stack);
    print(row('what', 'n', 'p50 ms', 'p99 ms', 'max ms', 'bound'));
    for (const name of values.only.split(',')) for (const line of (await parts[name]?.(owner)) ?? []) print(line);
  } finally {
    await stack.stop();
  }
}

function trialRows({ name, liveAgainMs, connectMs, bound }: TrialResult): readonly string[] {
  const wayBackMs = quantile(connectMs, 0.99);
  return [
    timesRow(`live again: ${name}`, liveAgainMs, `${(bound.ms + wayBackMs).toFixed(0)}: ${bound.why} + connect p99`),
    timesRow(`connect: ${name}`, connectMs, ''),
  ];
}

async function domRows(owner: Owner, saves: number): Promise<readonly string[]> {
  const { dashboardMs, widgetMs, socketMs } = await measureCommitToDom(owner, saves);
  return [
    timesRow('commit to socket, dashboard', socketMs, ''),
    timesRow('commit to DOM, dashboard', dashboardMs, ''),
    timesRow('commit to DOM, widget', widgetMs, ''),
  ];
}

async function heapRows(owner: Owner, mounts: number, reconnects: number): Promise<readonly string[]> {
  const heap = await measurePageHeap(owner, mounts, reconnects);
  return [growth('heap: mounts', heap.mounts), growth('heap: reconnects', heap.reconnects)];
}

function growth(name: string, { beforeBytes, afterBytes, cycles }: HeapGrowth): string {
  const perCycle = ((afterBytes - beforeBytes) / cycles).toFixed(0);
  const sizes = `${megabytes(beforeBytes)} before, ${megabytes(afterBytes)} after`;
  return `${name.padEnd(36)} ${String(cycles).padStart(6)} ${sizes}, ${perCycle} bytes a cycle`;
}

function timesRow(name: string, timesMs: readonly number[], bound: string): string {
  const [p50, p99, max] = [0.5, 0.99, 1].map((share) => quantile(timesMs, share).toFixed(0));
  return row(name, String(timesMs.length), p50, p99, max, bound);
}

function row(name: string, count: string, p50 = '', p99 = '', max = '', bound = ''): string {
  return [name.padEnd(36), ...[count, p50, p99, max].map((cell) => cell.padStart(6)), bound].join(' ');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();
