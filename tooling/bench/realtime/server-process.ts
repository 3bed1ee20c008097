import { setTimeout as sleep } from 'node:timers/promises';
import process from 'node:process';
import { serveGateway } from '@blunari/api/testing/serve-gateway';
import { serveBare } from './bare-server.ts';
import { obey } from './child.ts';
import { serverCommandSchema, type Usage } from './commands.ts';

const wide = { channels: 1e6, messagesPerSecond: 1e6, bytesPerSecond: 1e12, deliveredBytesPerSecond: 1e15 };

/** Nothing is to be limited here, and nobody beats. */
const limits = {
  connections: 1e6,
  network: { sockets: 1e6, channels: 1e6, joinsPerTenSeconds: 1e6, framesPerSecond: 1e6, frameBytesPerSecond: 1e9 },
  joinsPerSecond: 1e6,
  framesPerSecond: 1e6,
  frameBytesPerSecond: 1e12,
  messagesPerSecond: 1e6,
  bufferBytes: 1e12,
  silenceMs: 3_600_000,
  topic: wide,
  tenant: wide,
};

/** A server under measurement: our gateway, or the floor that it is compared with. */
function main(): void {
  let connectionCount: (() => number) | undefined;
  obey(async (raw) => {
    const command = serverCommandSchema.parse(raw);
    if (command.do === 'measure') return measure(connectionCount?.() ?? 0);
    const { databaseUrl, keysPath, port } = command;
    if (command.kind === 'bare') {
      const bare = await serveBare(databaseUrl, port);
      connectionCount = bare.connectionCount;
      return { url: bare.url };
    }
    const { url, gateway } = await serveGateway({ databaseUrl, keysPath, port, limits });
    connectionCount = gateway.connectionCount;
    return { url };
  });
}

async function measure(connections: number): Promise<Usage> {
  // Twice with a pause: what the first run makes free, such as sockets, is let go of by callbacks.
  for (let round = 0; round < 2; round += 1) {
    globalThis.gc?.();
    await sleep(300);
  }
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapBytes: heapUsed, residentBytes: rss, cpuMs: (user + system) / 1000, connections };
}

main();
