import { appError, invalidInput, type AppError } from '@blunari/schema/errors';
import type { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { AppErrorCarrier } from './to-trpc-error.ts';

/** What a failed call tells the client: our own errors as they are, refused input by field, anything else nothing. */
export function appErrorOf(error: TRPCError): AppError {
  if (error.cause instanceof AppErrorCarrier) return error.cause.appError;
  // A refused output is a ZodError too, but of ours: only the code tells the two apart.
  if (error.code === 'BAD_REQUEST' && error.cause instanceof z.ZodError) return invalidInput(error.cause);
  if (error.code === 'NOT_FOUND') return appError('not_found', 'There is no such procedure.');
  if (error.code === 'PAYLOAD_TOO_LARGE') return appError('too_large', 'This is more than one request may hold.');
  if (error.code === 'INTERNAL_SERVER_ERROR') {
    return appError('internal', 'Something failed on our side. Please try again.');
  }
  return appError('invalid_input', 'The request is not well formed.');
}
