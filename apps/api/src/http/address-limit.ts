import type { FastifyRequest } from 'fastify';
import { shortenAddress } from './client-address.ts';

const minuteMs = 60_000;

/** What @fastify/rate-limit is told: `max` requests a minute for each key. */
export interface Limit {
  readonly max: number;
  readonly timeWindow: number;
  /** Counters kept at once, about 200 bytes each. */
  readonly cache: number;
  readonly keyGenerator: (request: FastifyRequest) => string;
}

/** A limit of `max` requests a minute by whatever the key says. */
export function limitBy(max: number, keyGenerator: Limit['keyGenerator']): Limit {
  return { max, timeWindow: minuteMs, cache: 20_000, keyGenerator };
}

/** A limit of `max` requests a minute by shortened address, whatever is asked for. */
export function limitOfAddress(max: number): Limit {
  return limitBy(max, addressOf);
}

/** The shortened address of who asks. */
export function addressOf(request: FastifyRequest): string {
  return shortenAddress(request.ip) ?? 'unknown';
}
