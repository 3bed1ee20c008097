import type { AppError, ErrorCode } from '@blunari/schema/errors';
import { TRPCError, type TRPC_ERROR_CODE_KEY } from '@trpc/server';

/** tRPC's word for each of our codes; it decides the HTTP status. */
export const trpcCodeOf = {
  invalid_input: 'BAD_REQUEST',
  not_signed_in: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  slot_taken: 'CONFLICT',
  outside_rules: 'UNPROCESSABLE_CONTENT',
  idempotency_mismatch: 'CONFLICT',
  widget_inactive: 'PRECONDITION_FAILED',
  origin_refused: 'FORBIDDEN',
  rate_limited: 'TOO_MANY_REQUESTS',
  too_large: 'PAYLOAD_TOO_LARGE',
  unavailable: 'SERVICE_UNAVAILABLE',
  not_ready: 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<ErrorCode, TRPC_ERROR_CODE_KEY>;

/** Carries an AppError through tRPC, to be found again by the error formatter. */
export class AppErrorCarrier extends Error {
  override readonly name = 'AppErrorCarrier';
  readonly appError: AppError;

  constructor(appError: AppError) {
    super(appError.message);
    this.appError = appError;
  }
}

export function toTrpcError(error: AppError): TRPCError {
  return new TRPCError({ code: trpcCodeOf[error.code], message: error.message, cause: new AppErrorCarrier(error) });
}
