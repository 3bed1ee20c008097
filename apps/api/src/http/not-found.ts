import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound, sendError } from './send-error.ts';

/** Says in plain words where the product's parts are: a page to people, an error body to programs. */
export function answerNotFound(publicUrl: string) {
  const words = `There is nothing at this address. The dashboard is at ${publicUrl}/dashboard.`;
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (!request.headers.accept?.includes('text/html')) return sendError(reply, notFound(words));
    return reply.code(404).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(`${words}\n`);
  };
}
