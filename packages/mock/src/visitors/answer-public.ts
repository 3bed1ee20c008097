import { availabilityQuerySchema, createBookingSchema, guestLinkSchema } from '@blunari/schema/booking';
import { createRequestSchema } from '@blunari/schema/catering';
import { appError, httpStatusOf, invalidInput, type AppError } from '@blunari/schema/errors';
import { publicKeySchema } from '@blunari/schema/ids';
import { journalBatchSchema } from '@blunari/schema/insights';
import type { Result } from '@blunari/schema/result';
import { z } from 'zod';
import { askForCatering } from './ask-for-catering.ts';
import { bookTable } from './book-table.ts';
import { findTimes } from './find-times.ts';
import { cancelGuestBooking, readGuestBooking } from './guest-booking.ts';
import { readConfig } from './read-config.ts';
import type { VisitorCall, VisitorDeps } from './visitor-widget.ts';
import { writeJournal } from './write-journal.ts';

/** A request to the public API, read. */
export interface PublicRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: URL;
  readonly headers: Headers;
  /** JSON; undefined where there is none, or none that can be read. */
  readonly body: unknown;
}

export interface PublicAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Answers what visitors' browsers ask for below `/w/`, and whether the server is there. */
export function answerPublic(deps: VisitorDeps, request: PublicRequest): PublicAnswer {
  const { headers, ...answered } = route(deps, request);
  // Widgets correct their clock by it.
  return { ...answered, headers: { ...headers, date: new Date(deps.now()).toUTCString() } };
}

function route(deps: VisitorDeps, request: PublicRequest): PublicAnswer {
  const { pathname } = request.url;
  if (request.method === 'GET' && pathname === '/healthz') return { status: 200, body: { status: 'ok' } };
  const [, key = '', path = ''] = /^\/w\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
  const answering = routes[`${request.method} ${path}`];
  if (!answering) return refuse(appError('not_found', 'There is nothing at this address.'));
  const named = z.object({ key: publicKeySchema }).safeParse({ key });
  if (!named.success) return refuse(invalidInput(named.error));
  const origin = request.headers.get('origin') ?? undefined;
  return answering(deps, { key, origin }, request);
}

type Route = (deps: VisitorDeps, call: VisitorCall, request: PublicRequest) => PublicAnswer;

const noStore = { 'cache-control': 'no-store' };

const routes: Readonly<Record<string, Route>> = {
  'GET /config': (deps, { key }, { headers }) => {
    const config = readConfig(deps, key);
    if (!config.ok) return refuse(config.error);
    const { bootstrap, tag } = config.value;
    const told = { etag: tag, 'cache-control': 'no-cache' };
    if (headers.get('if-none-match') === tag) return { status: 304, headers: told };
    return { status: 200, headers: told, body: bootstrap };
  },
  'GET /availability': (deps, { key }, { url }) => {
    const query = availabilityQuerySchema.safeParse(Object.fromEntries(url.searchParams));
    return query.success ? answer(200, findTimes(deps, key, query.data)) : refuse(invalidInput(query.error));
  },
  'POST /bookings': taking(createBookingSchema, 201, bookTable),
  'POST /bookings/mine': taking(guestLinkSchema, 200, readGuestBooking),
  'POST /bookings/mine/cancel': taking(guestLinkSchema, 200, cancelGuestBooking),
  'POST /requests': taking(createRequestSchema, 201, askForCatering),
  'POST /i': taking(journalBatchSchema, 202, writeJournal),
};

function taking<Body extends z.ZodType>(
  schema: Body,
  status: number,
  run: (deps: VisitorDeps, call: VisitorCall, body: z.infer<Body>) => Result<unknown>,
): Route {
  return (deps, call, { body }) => {
    const parsed = schema.safeParse(body);
    return parsed.success ? answer(status, run(deps, call, parsed.data)) : refuse(invalidInput(parsed.error));
  };
}

function answer(status: number, result: Result<unknown>): PublicAnswer {
  return result.ok ? { status, headers: noStore, body: result.value } : refuse(result.error);
}

function refuse(error: AppError): PublicAnswer {
  return { status: httpStatusOf[error.code], headers: noStore, body: error };
}
