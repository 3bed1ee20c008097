import { Child } from './child.ts';
import { joinedSchema, nowMs, servedSchema, type ClientCommand, type ServerCommand } from './commands.ts';
import type { Bench } from './set-up.ts';

/**
 * A process full of staff, each with a token and permissions of its own, is killed and started again: how long until the
 * last of them is back on its channel. They come within half a second.
 */
export async function measureJoinStorm(bench: Bench, count: number): Promise<string> {
  const members = await bench.addMembers(count);
  const { databaseUrl, keysPath, anonKey: apiKey } = bench;
  const serve = async (port: number): Promise<{ server: Child<ServerCommand>; url: string }> => {
    const server = new Child<ServerCommand>('./server-process.ts');
    const { url } = await server.ask({ do: 'serve', kind: 'gateway', databaseUrl, keysPath, port }, servedSchema);
    return { server, url };
  };
  const first = await serve(0);
  const clients = new Child<ClientCommand>('./client-process.ts');
  const topics = members.map(({ topic }) => topic);
  const tokens = members.map(({ token }) => token);
  await clients.ask({ do: 'open', url: first.url, apiKey, count, topics, tokens, isLoyal: true }, joinedSchema);
  const before = await transactionCount(bench);
  await first.server.kill();
  const second = await serve(Number(new URL(first.url).port));
  const upAtMs = nowMs();
  const { lastJoinedAtMs } = await clients.ask({ do: 'all_live' }, joinedSchema);
  const transactions = (await transactionCount(bench)) - before;
  await Promise.all([second.server.kill(), clients.kill()]);
  const seconds = ((lastJoinedAtMs - upAtMs) / 1000).toFixed(2);
  return `join storm: ${count} members live again ${seconds} s after the process listens, ${transactions} transactions of the database`;
}

async function transactionCount({ owner }: Bench): Promise<number> {
  // Numbers of ended connections appear after a moment.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  const { rows } = await owner.query<{ count: number }>(`
    select (xact_commit + xact_rollback)::int as count from pg_stat_database where datname = current_database()`);
  return rows[0]?.count ?? 0;
}
