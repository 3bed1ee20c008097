import type { FastifyRequest } from 'fastify';
import { shortenAddress } from '../http/client-address.ts';

const minuteMs = 60_000;

/** A rate limit by shortened address and widget, so that one busy restaurant's guests do not stop another's. */
export function limitOf(max: number): {
  max: number;
  timeWindow: number;
  keyGenerator: (request: FastifyRequest) => string;
} {
  return { max, timeWindow: minuteMs, keyGenerator: callerOf };
}

function callerOf(request: FastifyRequest): string {
  // The path's third part is the key; whatever else is asked for counts together.
  const [, , key = ''] = request.url.split('?')[0]?.split('/') ?? [];
  return `${shortenAddress(request.ip) ?? 'unknown'} ${key.slice(0, 32)}`;
}
