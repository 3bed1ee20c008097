import { z } from 'zod';
import { Child } from './child.ts';
import {
  joinedSchema,
  nowMs,
  receivedSchema,
  servedSchema,
  usageSchema,
  type ClientCommand,
  type ServerCommand,
} from './commands.ts';
import type { Bench } from './set-up.ts';
import { quantile } from './table.ts';

const kinds = ['bare', 'gateway'] as const;

/** Rounds before the first that counts: compiled code, warm sockets, plans. */
const WARM_UP = 20;

/** As large as a change of a widget's settings. */
const PAYLOAD = JSON.stringify({ words: 'Grüße, 日本 '.repeat(40) });

/**
 * From the start of the statement whose commit sends a message to its receipt by each of the subscribers, by our gateway and
 * by the floor. They take turns on the same database, each round in another order, so that a busy moment meets both alike.
 */
export async function measureLatency(bench: Bench, subscribers: number, rounds: number): Promise<string> {
  const sides = await Promise.all(kinds.map((kind) => openSide(bench, kind, subscribers)));
  const samples = new Map(kinds.map((kind) => [kind, new Array<number>()]));
  const cpuBefore = new Map<string, number>();
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    if (round === WARM_UP) for (const side of sides) cpuBefore.set(side.kind, await cpuMsOf(side));
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      const tookMs = await sendOnce(bench, side);
      if (round >= WARM_UP) samples.get(side.kind)?.push(...tookMs);
    }
  }
  const cpuAfter = new Map<string, number>();
  for (const side of sides) cpuAfter.set(side.kind, await cpuMsOf(side));
  for (const { server, clients } of sides) await Promise.all([server.kill(), clients.kill()]);
  const lines = kinds.map((kind) => {
    const all = samples.get(kind) ?? [];
    const [p50, p99] = [quantile(all, 0.5), quantile(all, 0.99)];
    const floor = samples.get('bare') ?? [];
    const ratios = [p50 / quantile(floor, 0.5), p99 / quantile(floor, 0.99)].map((ratio) => ratio.toFixed(2));
    const cpuUs = (1000 * ((cpuAfter.get(kind) ?? 0) - (cpuBefore.get(kind) ?? 0))) / all.length;
    return [
      `  ${kind.padEnd(8)} p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (${ratios.join(' and ')} times the floor)`,
      `${cpuUs.toFixed(1)} µs of the server's CPU a delivery`,
    ].join(', ');
  });
  return [`send to receive, ${subscribers} subscribers, ${rounds} messages each:`, ...lines].join('\n');
}

async function cpuMsOf({ server }: Side): Promise<number> {
  const { cpuMs } = await server.ask({ do: 'measure' }, usageSchema);
  return cpuMs;
}

interface Side {
  readonly kind: (typeof kinds)[number];
  readonly topic: string;
  readonly subscribers: number;
  readonly server: Child<ServerCommand>;
  readonly clients: Child<ClientCommand>;
}

async function openSide(bench: Bench, kind: Side['kind'], subscribers: number): Promise<Side> {
  const server = new Child<ServerCommand>('./server-process.ts');
  const clients = new Child<ClientCommand>('./client-process.ts');
  const { databaseUrl, keysPath, anonKey: apiKey } = bench;
  const { url } = await server.ask({ do: 'serve', kind, databaseUrl, keysPath, port: 0 }, servedSchema);
  const topic = `bench-${kind}`;
  await clients.ask(
    { do: 'open', url, apiKey, count: subscribers, topics: [topic], tokens: [], isLoyal: false },
    joinedSchema,
  );
  return { kind, topic, subscribers, server, clients };
}

async function sendOnce({ owner }: Bench, { topic, subscribers, clients }: Side): Promise<number[]> {
  await clients.ask({ do: 'count' }, z.object({}));
  const sentAtMs = nowMs();
  await owner.query('select realtime.send($1::jsonb, $2, $3)', [PAYLOAD, 'changed', topic]);
  const { atMs } = await clients.ask({ do: 'received', count: subscribers }, receivedSchema);
  return atMs.map((ms) => ms - sentAtMs);
}
