import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';

export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** A port taken at once and answered later: until `serve`, requests hear that the start is not over. */
export interface BoundPort {
  readonly serve: (onRequest: RequestListener, onUpgrade?: UpgradeListener) => void;
  /** Takes no new connection, ends idle ones and waits for the answers under way, at most `graceMs`. */
  readonly close: (graceMs: number) => Promise<void>;
}

const bothLoopbacks = ['127.0.0.1', '::1'] as const;

/**
 * Listens on one address or, without a host, on both loopback addresses: `localhost` may mean either. A machine
 * without IPv6 has only the first. The port is taken before anything slow starts, so a second copy fails at once.
 */
export async function bindPort(port: number, host: string | undefined): Promise<BoundPort> {
  let onRequest: RequestListener = answerStarting;
  let onUpgrade: UpgradeListener = refuseUpgrade;
  const servers: Server[] = [];
  for (const address of host === undefined ? bothLoopbacks : [host]) {
    const server = createServer((request, response) => onRequest(request, response));
    server.on('upgrade', (request, socket, head) => {
      // Node lets go of the socket here, and an error that nobody hears ends the process.
      socket.on('error', () => socket.destroy());
      onUpgrade(request, socket, head);
    });
    try {
      if (await listen(server, port, address, servers.length > 0)) servers.push(server);
    } catch (error) {
      for (const taken of servers) taken.close();
      throw error;
    }
  }
  return {
    serve: (nextOnRequest, nextOnUpgrade = refuseUpgrade) => {
      onRequest = nextOnRequest;
      onUpgrade = nextOnUpgrade;
    },
    close: async (graceMs) => {
      await Promise.all(servers.map((server) => closeServer(server, graceMs)));
    },
  };
}

const answerStarting: RequestListener = (_request, response) => {
  response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' }).end('Starting.\n');
};

const refuseUpgrade: UpgradeListener = (_request, socket) => {
  // Not `end` alone: the other side may never close its own.
  socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n', () => socket.destroy());
};

/** True once it listens; false where this address does not exist here and another already serves. */
async function listen(server: Server, port: number, host: string, isOptional: boolean): Promise<boolean> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host }, resolve);
    });
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (isOptional && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')) return false;
    throw error;
  }
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const force = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  clearTimeout(force);
}
