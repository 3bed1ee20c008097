import { z } from 'zod';
import { Child } from './child.ts';
import { joinedSchema, servedSchema, usageSchema, type ClientCommand, type ServerCommand } from './commands.ts';
import type { Bench } from './set-up.ts';
import { megabytes } from './table.ts';

/** Clients at once: each round all of them come, join and go. */
const ROUND = 500;

/** How much of the heap stays after many clients came and went, measured after a collection. */
export async function measureHeap(bench: Bench, cycles: number): Promise<string> {
  const { databaseUrl, keysPath, anonKey: apiKey } = bench;
  const server = new Child<ServerCommand>('./server-process.ts', ['--expose-gc']);
  const clients = new Child<ClientCommand>('./client-process.ts');
  const { url } = await server.ask({ do: 'serve', kind: 'gateway', databaseUrl, keysPath, port: 0 }, servedSchema);
  const comeAndGo = async (): Promise<void> => {
    const topics = Array.from({ length: 50 }, (_, n) => `bench-${n}`);
    await clients.ask({ do: 'open', url, apiKey, count: ROUND, topics, tokens: [], isLoyal: false }, joinedSchema);
    await clients.ask({ do: 'close' }, z.object({}));
  };
  // Code that is compiled once and pools that are filled once are no leak.
  for (let round = 0; round < 3; round += 1) await comeAndGo();
  const before = await server.ask({ do: 'measure' }, usageSchema);
  for (let done = 0; done < cycles; done += ROUND) await comeAndGo();
  const after = await server.ask({ do: 'measure' }, usageSchema);
  await Promise.all([server.kill(), clients.kill()]);
  const growth = ((after.heapBytes / before.heapBytes - 1) * 100).toFixed(1);
  return `heap: ${megabytes(before.heapBytes)} before and ${megabytes(after.heapBytes)} after ${cycles} clients came and went (${growth} %), ${after.connections} connections left`;
}
