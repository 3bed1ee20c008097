import type { FastifyRequest } from 'fastify';
import { shortenAddress } from '../http/client-address.ts';
import { keyOf, type KnownKeys } from './known-keys.ts';

const minuteMs = 60_000;

interface Limit {
  readonly max: number;
  readonly timeWindow: number;
  /** Counters kept at once, about 200 bytes each. */
  readonly cache: number;
  readonly keyGenerator: (request: FastifyRequest) => string;
}

/**
 * A rate limit by shortened address and widget, so that one busy restaurant's guests do not stop another's. Keys that
 * are no widget's count together: an invented one is no way to a counter of one's own.
 */
export function limitOf(max: number, keys: KnownKeys): Limit {
  return limitBy(max, (request) => {
    const key = keyOf(request);
    return `${addressOf(request)} ${keys.has(key) ? key : 'unknown'}`;
  });
}

/** A rate limit by shortened address, over all widgets together. */
export function limitOfAddress(max: number): Limit {
  return limitBy(max, addressOf);
}

function limitBy(max: number, keyGenerator: Limit['keyGenerator']): Limit {
  return { max, timeWindow: minuteMs, cache: 20_000, keyGenerator };
}

function addressOf(request: FastifyRequest): string {
  return shortenAddress(request.ip) ?? 'unknown';
}
