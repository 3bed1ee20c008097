import type { AppError } from '@blunari/schema/errors';
import type { onRequestAsyncHookHandler } from 'fastify';
import { sendError } from './send-error.ts';

/** Answers 503 in the caller's language, JSON or plain words, for as long as there is a reason why nothing works yet. */
export function refuseUntilReady(refusal: () => AppError | undefined): onRequestAsyncHookHandler {
  return async (request, reply) => {
    const error = refusal();
    if (!error) return undefined;
    if (!request.headers.accept?.includes('text/html')) return sendError(reply, error);
    // Shown inside a restaurant's page, so it may be framed as a widget is.
    return reply
      .code(503)
      .header('cache-control', 'no-store')
      .header('content-security-policy', "default-src 'none'; frame-ancestors *")
      .type('text/plain; charset=utf-8')
      .send(`${error.message}\n`);
  };
}
