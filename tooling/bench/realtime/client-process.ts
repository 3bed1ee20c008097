import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { obey } from './child.ts';
import { clientCommandSchema, nowMs, type ClientCommand } from './commands.ts';

/** Hand-shakes at once; more would only wait for the server's one thread. */
const CONCURRENCY = 200;

/** Comes back after at most so long, so that a crowd does not come in one instant. */
const LONGEST_RETRY_MS = 500;

type Opening = Extract<ClientCommand, { do: 'open' }>;

/** Many clients that do nothing but join and look at the clock: what they cost must not hide what the server costs. */
function main(): void {
  const sockets = new Set<WebSocket>();
  let received: number[] = [];
  let live = 0;
  let wanted = 0;
  let lastJoinedAtMs = 0;

  const open = (opening: Opening, index: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const socket = new WebSocket(
      `${opening.url.replace('http', 'ws')}/realtime/v1/websocket?vsn=2.0.0&apikey=${opening.apiKey}`,
      {
        perMessageDeflate: false,
        skipUTF8Validation: true,
      },
    );
    sockets.add(socket);
    const topic = `realtime:${opening.topics[index % opening.topics.length]}`;
    const payload = { config: { private: true }, access_token: opening.tokens[index] };
    let isLive = false;
    socket.on('open', () => socket.send(JSON.stringify(['1', '1', topic, 'phx_join', payload])));
    socket.on('message', (data) => {
      if (isLive) {
        received.push(nowMs());
        return;
      }
      isLive = Buffer.isBuffer(data) && data.includes('"status":"ok"');
      if (!isLive) throw new Error(`A join was answered with ${Buffer.isBuffer(data) ? data.toString() : ''}`);
      live += 1;
      lastJoinedAtMs = nowMs();
      resolve();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      if (isLive) live -= 1;
      if (opening.isLoyal) setTimeout(() => void open(opening, index).then(resolve), Math.random() * LONGEST_RETRY_MS);
    });
    return promise;
  };

  const openAll = async (opening: Opening): Promise<void> => {
    wanted += opening.count;
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < opening.count) {
        next += 1;
        await open(opening, next - 1);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  };

  const close = async (): Promise<void> => {
    wanted = 0;
    for (const socket of sockets) socket.close();
    await until(() => sockets.size === 0);
  };

  obey(async (raw) => {
    const command = clientCommandSchema.parse(raw);
    switch (command.do) {
      case 'open':
        await openAll(command);
        return { lastJoinedAtMs };
      case 'count':
        received = [];
        return {};
      case 'received':
        await until(() => received.length >= command.count);
        return { atMs: received };
      case 'all_live':
        await until(() => live === wanted);
        return { lastJoinedAtMs };
      default:
        await close();
        return {};
    }
  });
}

async function until(isSo: () => boolean): Promise<void> {
  const giveUpAtMs = performance.now() + 120_000;
  while (!isSo()) {
    if (performance.now() > giveUpAtMs) throw new Error('It did not come to that within two minutes.');
    await sleep(5);
  }
}

main();
