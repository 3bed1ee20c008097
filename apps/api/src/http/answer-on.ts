import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';

/**
 * Lets the routes of a scope answer on these origins only; on any other host name they do not exist.
 * Staff sessions and visitors' frames thus never share an origin, though one process and port serve both.
 */
export function answerOn(
  origins: readonly string[],
  answerMissing: (request: FastifyRequest, reply: FastifyReply) => FastifyReply,
): onRequestAsyncHookHandler {
  const hosts = new Set(origins.map((origin) => new URL(origin).host));
  return async (request, reply) => {
    if (!hosts.has(request.headers.host?.toLowerCase() ?? '')) await answerMissing(request, reply);
  };
}
