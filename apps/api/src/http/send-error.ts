import { appError, httpStatusOf, type AppError } from '@blunari/schema/errors';
import type { FastifyReply } from 'fastify';

/** Answers with an AppError: its body as is, its status from the one table, and how long to wait where it says so. */
export function sendError(reply: FastifyReply, error: AppError): FastifyReply {
  if (error.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(error.retryAfterMs / 1000));
  return reply
    .code(httpStatusOf[error.code])
    .header('cache-control', 'no-store')
    .type('application/json')
    .send(JSON.stringify(error));
}

export const notFound = (message: string): AppError => appError('not_found', message);
