import { httpStatusOf, type AppError } from '@blunari/schema/errors';
import { ok, type Result } from '@blunari/schema/result';
import type { PublicAnswer, PublicRequest } from '../visitors/answer-public.ts';

/** Carries a request to the backend and its answer back; rejects where none comes. */
export type Carry = (
  signal: AbortSignal | null | undefined,
  run: () => Result<PublicAnswer>,
) => Promise<Result<PublicAnswer>>;

/** A `fetch` whose server is in this process: the public API of widgets, by path, whatever the origin. */
export function createMemoryFetch(
  origin: string,
  carry: Carry,
  answer: (request: PublicRequest) => PublicAnswer,
): typeof fetch {
  return async (input, init) => {
    const request = new Request(new URL(input instanceof Request ? input.url : input, origin), withoutSignal(init));
    const read = { ...(await readRequest(request)) };
    const answered = await carry(init?.signal, () => ok(answer(read)));
    return answered.ok ? toResponse(answered.value) : toResponse(failed(answered.error));
  };
}

/** The line listens to the signal itself; an aborted one would keep the request from being made. */
function withoutSignal(init: RequestInit = {}): RequestInit {
  return { ...init, signal: null };
}

async function readRequest(request: Request): Promise<PublicRequest> {
  const { method, headers } = request;
  const text = await request.text();
  return { method, headers, url: new URL(request.url), body: readJson(text) };
}

function readJson(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    return body;
  } catch {
    return undefined;
  }
}

const failed = (error: AppError): PublicAnswer => ({ status: httpStatusOf[error.code], body: error });

function toResponse({ status, headers = {}, body }: PublicAnswer): Response {
  const text = body === undefined ? null : JSON.stringify(body);
  return new Response(text, { status, headers: { ...headers, ...(text && { 'content-type': 'application/json' }) } });
}
