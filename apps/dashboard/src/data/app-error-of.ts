import { appError, appErrorSchema, type AppError } from '@blunari/schema/errors';
import { TRPCClientError } from '@trpc/client';
import { z } from 'zod';

const failedCallSchema = z.object({ appError: appErrorSchema });

/** The typed reason of a failed call; whatever carries none is a call that got no answer. */
export function appErrorOf(error: unknown): AppError {
  if (error instanceof TRPCClientError) {
    const carried = failedCallSchema.safeParse(error.data);
    if (carried.success) return carried.data.appError;
    if (carried.error && error.data) return appError('internal', 'Something failed on our side. Please try again.');
  }
  return appError('unavailable', 'We got no answer from the server. Check the connection and try again.');
}

/** Whether the same call may well succeed a little later. */
export function isPassing(error: unknown): boolean {
  const { code } = appErrorOf(error);
  return code === 'unavailable' || code === 'internal' || code === 'rate_limited';
}
