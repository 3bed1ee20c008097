import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';
import { shortenAddress } from '../http/client-address.ts';

/**
 * The process's log, JSON lines, by default on standard output. A request is its method and path: query strings may hold
 * keys, headers hold tokens, bodies hold guests; none of them is written. Addresses are shortened.
 */
export function createLogger(level: string, stream: DestinationStream = pino.destination(1)): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: { paths: ['password', 'token', 'authorization', 'apikey', '*.password', '*.token'], remove: true },
    serializers: {
      err: stdSerializers.err,
      req: (request: { method: string; url: string; ip?: string }) => ({
        method: request.method,
        path: request.url.split('?')[0],
        from: request.ip === undefined ? undefined : shortenAddress(request.ip),
      }),
      res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
    },
  };
  return pino(options, stream);
}
