import { z } from 'zod';

/** Every reason a request can fail for, as clients see it. Stable: words may change, codes do not. */
export const errorCodes = [
  'invalid_input',
  'not_signed_in',
  'forbidden',
  'not_found',
  'slot_taken',
  'outside_rules',
  'idempotency_mismatch',
  'widget_inactive',
  'origin_refused',
  'rate_limited',
  'too_large',
  'unavailable',
  // The database is not set up yet; an operator has to do something first.
  'not_ready',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** The body of every failed answer of the public API, and `data.appError` of every failed tRPC call. */
export const appErrorSchema = z.object({
  code: z.enum(errorCodes),
  /** One sentence for a person: what happened and what to do. */
  message: z.string(),
  /** Messages by field path, such as `guest.email`, when the input was refused. */
  fields: z.record(z.string(), z.string()).optional(),
  /** How long to wait before trying again, in ms. */
  retryAfterMs: z.number().int().nonnegative().optional(),
});

export type AppError = z.infer<typeof appErrorSchema>;

export function appError(code: ErrorCode, message: string, more: Omit<AppError, 'code' | 'message'> = {}): AppError {
  return { code, message, ...more };
}

export const httpStatusOf = {
  invalid_input: 400,
  not_signed_in: 401,
  forbidden: 403,
  not_found: 404,
  slot_taken: 409,
  outside_rules: 422,
  idempotency_mismatch: 409,
  widget_inactive: 410,
  origin_refused: 403,
  rate_limited: 429,
  too_large: 413,
  unavailable: 503,
  not_ready: 503,
  internal: 500,
} as const satisfies Record<ErrorCode, number>;

/** Turns zod's issues into one `invalid_input` with a message per field path. */
export function invalidInput(error: z.ZodError): AppError {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    const path = issue.path.map(String).join('.') || '.';
    fields[path] ??= issue.message;
  }
  const first = Object.entries(fields)[0];
  return appError('invalid_input', first ? `${first[0]}: ${first[1]}` : 'The input is not valid.', { fields });
}
