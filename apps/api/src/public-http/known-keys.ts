import type { FastifyReply, FastifyRequest } from 'fastify';

/** Keys that stand for a widget. Only such keys get here, so a stranger cannot fill it. */
export interface KnownKeys {
  readonly has: (key: string) => boolean;
  /** The caller has found its widget. */
  readonly add: (key: string) => void;
  /** Learns from an answer whether the key in its path is one. */
  readonly learn: (request: FastifyRequest, reply: FastifyReply) => void;
}

/** About 100 bytes each; a forgotten key is known again after its next page. */
const maxKeys = 20_000;

export function createKnownKeys(): KnownKeys {
  const keys = new Set<string>();
  const add = (key: string): void => {
    keys.delete(key);
    keys.add(key);
    const [oldest] = keys;
    if (keys.size > maxKeys && oldest !== undefined) keys.delete(oldest);
  };
  return {
    has: (key) => keys.has(key),
    add,
    learn: (request, { statusCode }) => {
      const key = keyOf(request);
      if (statusCode === 404) keys.delete(key);
      // Reading always asks the database for the widget; a post may be answered before that.
      if (request.method === 'GET' && (statusCode === 200 || statusCode === 304)) add(key);
    },
  };
}

/** The path's third part, whatever it is. */
export function keyOf(request: FastifyRequest): string {
  const [, , key = ''] = request.url.split('?')[0]?.split('/') ?? [];
  return key;
}
