import { z } from 'zod';
import { appError, type AppError, type ErrorCode } from '@blunari/schema/errors';

/** SQLSTATEs that our functions raise, with a sentence for people. */
const ours = {
  WB001: 'idempotency_mismatch',
  WB002: 'widget_inactive',
  WB003: 'slot_taken',
  WB004: 'outside_rules',
  WB005: 'not_found',
  WB006: 'invalid_input',
} as const satisfies Record<string, ErrorCode>;

const retryAfterMs = 1_000;

/** Bringing removed tables back takes an operator and, with 100,000 restaurants, seconds. */
const removedRetryMs = 60_000;

/** Serialization failure, deadlock, lock not available: the same statement may well succeed now. */
const transientStates = new Set(['40001', '40P01', '55P03']);

/** Cancelled or timed out, shutting down, starting up, out of connections, connection lost. */
const unavailableStates = /^(57014|57P0[1-4]|53\d{3}|08\w{3}|25P03|40001|40P01|55P03)$/;

/**
 * What an operator may remove in an emergency, until the migration runs again: README, "Into a running product". Any other
 * table that is missing is a bug.
 */
const removableTable = /\bwidget_(?:configurations|analytics)\b/;

/** A value that a column, type or constraint refuses, that names what is not there, or that is nested too deep. */
const refusedStates = /^(22\w{3}|23502|23503|23505|23514|54001)$/;

/** Prisma's codes for no connection, no free connection in time, a transaction that took too long or conflicted. */
const unavailablePrismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037']);

const socketCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND']);

/** What a thrown error of the database means to a client. `internal` is a bug or a broken database: log its cause. */
export function toAppError(error: unknown): AppError {
  const { state, code, message } = readError(error);
  if (state !== undefined && isOurs(state)) return appError(ours[state], message);
  if (state === '42501') return appError('forbidden', 'Your role does not allow this. Ask an admin of the restaurant.');
  if (isUnavailable(state, code, message)) {
    return appError('unavailable', 'The database is busy or away. Please try again in a moment.', { retryAfterMs });
  }
  if (state === '42P01' && removableTable.test(message)) {
    return appError('unavailable', 'The widgets are switched off for the moment. Please try again later.', {
      retryAfterMs: removedRetryMs,
    });
  }
  if (state !== undefined && refusedStates.test(state)) {
    return appError('invalid_input', 'The database refused a value. Please check what you entered.');
  }
  if (code === 'P2025') return appError('not_found', 'This does not exist any more.');
  return appError('internal', 'Something failed on our side. Please try again.');
}

/** True when repeating the very same statement or transaction is the right answer. */
export function isTransient(error: unknown): boolean {
  const { state, code } = readError(error);
  return code === 'P2034' || (state !== undefined && transientStates.has(state));
}

function isOurs(state: string): state is keyof typeof ours {
  return Object.hasOwn(ours, state);
}

function isUnavailable(state: string | undefined, code: string | undefined, message: string): boolean {
  if (state !== undefined && unavailableStates.test(state)) return true;
  if (code !== undefined && (unavailablePrismaCodes.has(code) || socketCodes.has(code))) return true;
  return /timeout exceeded when trying to connect|Connection terminated/.test(message);
}

/** pg puts the SQLSTATE into `code`; Prisma has a code of its own there and the SQLSTATE deep inside. */
const prismaErrorSchema = z.object({
  code: z.string().optional(),
  meta: z.object({ driverAdapterError: z.object({ cause: z.unknown() }) }),
});
const adapterErrorSchema = z.object({ cause: z.unknown() });
const causeSchema = z.object({ originalCode: z.string().optional(), originalMessage: z.string().optional() });

function readError(error: unknown): { state: string | undefined; code: string | undefined; message: string } {
  const message = error instanceof Error ? error.message : '';
  const code = z.object({ code: z.string() }).safeParse(error).data?.code;
  const prisma = prismaErrorSchema.safeParse(error).data;
  const inner = prisma ? prisma.meta.driverAdapterError.cause : adapterErrorSchema.safeParse(error).data?.cause;
  const cause = causeSchema.safeParse(inner).data;
  if (cause?.originalCode !== undefined) {
    return { state: cause.originalCode, code, message: cause.originalMessage ?? message };
  }
  return {
    state: code !== undefined && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code) ? code : undefined,
    code,
    message,
  };
}
