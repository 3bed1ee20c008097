import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Result } from '@blunari/schema/result';
import { networkOf, shortenAddress } from '../../http/client-address.ts';
import {
  API_VERSION,
  API_VERSION_HEADER,
  authFailure,
  failureBody,
  statusOf,
  type AuthFailure,
} from './auth-failure.ts';
import type { AuthService, Caller } from './auth-service.ts';

export async function sendResult(
  request: FastifyRequest,
  reply: FastifyReply,
  result: Result<Record<string, unknown>, AuthFailure>,
): Promise<void> {
  if (result.ok) await reply.send(result.value);
  else await sendFailure(request, reply, result.error);
}

export async function sendFailure(request: FastifyRequest, reply: FastifyReply, failure: AuthFailure): Promise<void> {
  const apiVersion = [request.headers[API_VERSION_HEADER]].flat()[0];
  if (apiVersion !== undefined) reply.header(API_VERSION_HEADER, API_VERSION);
  if (failure.retryAfterMs !== undefined) reply.header('retry-after', String(Math.ceil(failure.retryAfterMs / 1000)));
  await reply.code(statusOf(failure)).send(failureBody(failure, apiVersion));
}

/** What a stranger may know of an error; the rest goes to the log. */
export function failureOf(error: unknown, auth: AuthService): AuthFailure {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413) return authFailure('request_too_large', 'The request body is too large');
  if (status === 400 || status === 415) return authFailure('bad_json', 'Could not parse request body as JSON');
  auth.log.error({ err: error }, 'A request to the auth server failed.');
  return authFailure('unexpected_failure', 'Unexpected failure, please check server logs for more information');
}

export function callerOf(request: FastifyRequest): Caller {
  return {
    network: networkOf(request.ip),
    address: shortenAddress(request.ip),
    userAgent: request.headers['user-agent']?.slice(0, 512),
  };
}
