import { appError, type AppError } from '@blunari/schema/errors';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors, type ZodFastifySchemaValidationError } from 'fastify-type-provider-zod';
import { sendError } from './send-error.ts';

/** The last stop of everything thrown. */
export function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendError(reply, appErrorOfHttp(error, request));
}

/** What the caller did wrong is said; what we did wrong is logged, and only apologised for. */
export function appErrorOfHttp(error: FastifyError, request: FastifyRequest): AppError {
  const known = toAppError(error);
  if (known) return known;
  request.log.error({ err: error }, 'request failed');
  return appError('internal', 'Something failed on our side. Please try again.');
}

function toAppError(error: FastifyError): AppError | undefined {
  if (hasZodFastifySchemaValidationErrors(error)) return fromValidation(error.validation);
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return appError('too_large', 'This is more than one request may hold.');
  if (error.statusCode === 429) return appError('rate_limited', 'Too many requests. Please wait a moment.');
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return appError('invalid_input', 'Send JSON, with the header content-type: application/json.');
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return appError('invalid_input', 'The request is not valid JSON or not well formed.');
  }
  return undefined;
}

function fromValidation(issues: readonly ZodFastifySchemaValidationError[]): AppError {
  const fields: Record<string, string> = {};
  for (const { instancePath, message = 'Not valid.' } of issues) {
    fields[instancePath.replace(/^\//, '').replaceAll('/', '.') || '.'] ??= message;
  }
  const first = Object.entries(fields)[0];
  return appError('invalid_input', first ? `${first[0]}: ${first[1]}` : 'The input is not valid.', { fields });
}
