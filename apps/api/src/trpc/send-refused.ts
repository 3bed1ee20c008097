import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { appErrorOfHttp } from '../http/error-handler.ts';
import { httpStatusOf } from '@blunari/schema/errors';
import { trpcCodeOf } from './to-trpc-error.ts';

/** A request that was refused before tRPC saw it, such as a body too large, in the shape that its clients read. */
export function sendRefused(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const appError = appErrorOfHttp(error, request);
  const code = trpcCodeOf[appError.code];
  const httpStatus = httpStatusOf[appError.code];
  return reply.code(httpStatus).send({
    error: { message: appError.message, code: TRPC_ERROR_CODES_BY_KEY[code], data: { code, httpStatus, appError } },
  });
}
