import { httpStatusOf, type AppError } from '@blunari/schema/errors';
import type { Result } from '@blunari/schema/result';
import { TRPCClientError, type TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';

/** Answers one call of a procedure; rejects where no answer comes. */
export type Ask = (path: string, input: unknown, signal: AbortSignal | null) => Promise<Result<unknown>>;

/** The end of a tRPC client's chain of links: calls go to a backend in this process, by path. */
export function createMemoryLink<Router extends AnyRouter>(ask: Ask): TRPCLink<Router> {
  return () =>
    ({ op }) =>
      observable((observer) => {
        const leaving = new AbortController();
        const signal = op.signal ? AbortSignal.any([op.signal, leaving.signal]) : leaving.signal;
        // Whoever gives up hears so at once, and not when an answer would have come.
        op.signal?.addEventListener('abort', () => observer.error(TRPCClientError.from(new Error('Given up.'))));
        ask(op.path, op.input, signal).then(
          (answer) => {
            if (answer.ok) {
              observer.next({ result: { type: 'data', data: answer.value } });
              observer.complete();
            } else observer.error(TRPCClientError.from(responseOf(op.path, answer.error)));
            return null;
          },
          (cause: unknown) => observer.error(TRPCClientError.from(cause instanceof Error ? cause : new Error('gone'))),
        );
        return () => leaving.abort();
      });
}

/** A failed call in the shape that the API's error formatter gives it. */
function responseOf(path: string, appError: AppError) {
  const data = { code: appError.code, httpStatus: httpStatusOf[appError.code], path, appError };
  return { error: { message: appError.message, code: internalError, data } };
}

/** JSON-RPC's number for a failed call; clients read the typed code beside it. */
const internalError = -32_603;
