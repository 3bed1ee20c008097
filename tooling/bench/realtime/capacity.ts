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
import { megabytes } from './table.ts';

/** Under the usual limit of 20,000 open files, the process's own aside. */
const SOCKETS_PER_PROCESS = 10_000;

const TOPIC = 'bench-crowd';

interface Pair {
  readonly server: Child<ServerCommand>;
  readonly clients: Child<ClientCommand>;
  readonly count: number;
}

/** What one connection takes of the server's memory, and how many messages a second all servers together bring to sockets. */
export async function measureCapacity(bench: Bench, sockets: number, messages: number): Promise<string> {
  const pairs: Pair[] = [];
  const lines: string[] = [];
  for (let left = sockets; left > 0; left -= SOCKETS_PER_PROCESS) {
    const { pair, line } = await addPair(bench, Math.min(left, SOCKETS_PER_PROCESS));
    pairs.push(pair);
    lines.push(line);
  }
  for (const { clients } of pairs) await clients.ask({ do: 'count' }, z.object({}));
  const startedAtMs = nowMs();
  for (let n = 0; n < messages; n += 1) {
    await bench.owner.query(`select realtime.send('{"n": ${n}}', 'tick', $1)`, [TOPIC]);
  }
  const received = await Promise.all(
    pairs.map(({ clients, count }) => clients.ask({ do: 'received', count: count * messages }, receivedSchema)),
  );
  const lastAtMs = received.flatMap(({ atMs }) => atMs).reduce((a, b) => Math.max(a, b), 0);
  await Promise.all(pairs.flatMap(({ server, clients }) => [server.kill(), clients.kill()]));
  const perSecond = Math.round((sockets * messages * 1000) / (lastAtMs - startedAtMs));
  return [
    `${sockets} sockets in ${pairs.length} process(es):`,
    ...lines,
    `  ${messages} messages to everybody: ${perSecond.toLocaleString('en')} deliveries a second`,
  ].join('\n');
}

async function addPair(bench: Bench, count: number): Promise<{ pair: Pair; line: string }> {
  const { databaseUrl, keysPath, anonKey: apiKey } = bench;
  const server = new Child<ServerCommand>('./server-process.ts', ['--expose-gc']);
  const clients = new Child<ClientCommand>('./client-process.ts');
  const { url } = await server.ask({ do: 'serve', kind: 'gateway', databaseUrl, keysPath, port: 0 }, servedSchema);
  const before = await server.ask({ do: 'measure' }, usageSchema);
  await clients.ask({ do: 'open', url, apiKey, count, topics: [TOPIC], tokens: [], isLoyal: false }, joinedSchema);
  const after = await server.ask({ do: 'measure' }, usageSchema);
  const heap = ((after.heapBytes - before.heapBytes) / count / 1000).toFixed(1);
  const resident = ((after.residentBytes - before.residentBytes) / count / 1000).toFixed(1);
  const line = `  process ${megabytes(after.residentBytes)}; a connection takes ${resident} kB, of which ${heap} kB heap`;
  return { pair: { server, clients, count }, line };
}
