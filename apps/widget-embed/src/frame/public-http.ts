import type { FrameBootstrap } from '@blunari/schema/api';
import type {
  AvailabilityAnswer,
  AvailabilityQuery,
  BookingReceipt,
  BookingRefusal,
  CreateBooking,
  GuestBooking,
  GuestLink,
} from '@blunari/schema/booking';
import type { CreateRequest, RequestReceipt, RequestRefusal } from '@blunari/schema/catering';
import type { AppError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { ServerClock } from '../journal/server-clock.ts';
import {
  isAppError,
  isAvailabilityAnswer,
  isBookingReceipt,
  isGuestBooking,
  isRefusalWith,
  isRequestReceipt,
} from './read-answers.ts';
import { readBootstrap } from './read-bootstrap.ts';

/** What a frame asks of its own origin, below `/w/<key>`. */
export interface PublicHttp {
  /** Waits as long as its asker does. */
  readonly config: (signal: AbortSignal) => Promise<Result<FrameBootstrap>>;
  readonly availability: (query: AvailabilityQuery) => Promise<Result<AvailabilityAnswer>>;
  readonly book: (booking: CreateBooking) => Promise<Result<BookingReceipt, BookingRefusal>>;
  /** The booking of a guest's own link. */
  readonly guestBooking: (link: GuestLink) => Promise<Result<GuestBooking>>;
  readonly cancelGuestBooking: (link: GuestLink) => Promise<Result<GuestBooking>>;
  readonly request: (request: CreateRequest) => Promise<Result<RequestReceipt, RequestRefusal>>;
  /** Posts events; `null` when no answer came. `isLast`: it outlives the page. */
  readonly journal: (body: string, isLast: boolean) => Promise<Response | null>;
}

interface HttpDeps {
  readonly publicKey: string;
  readonly fetch: typeof fetch;
  readonly localNowMs: () => number;
  /** Every answer corrects it. */
  readonly clock: ServerClock;
}

/** After this a guest is told that no answer came, in ms; the idempotency key makes a second try safe. */
const patienceMs = 15_000;

export function createPublicHttp({ publicKey, fetch, localNowMs, clock }: HttpDeps): PublicHttp {
  const ask = async (path: string, init: RequestInit): Promise<Response | null> => {
    const askedMs = localNowMs();
    try {
      const response = await fetch(`/w/${publicKey}${path}`, {
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(patienceMs),
        ...init,
      });
      clock.observe(response.headers.get('date'), askedMs, localNowMs());
      return response;
    } catch {
      return null;
    }
  };
  const answer = async <Value, Refusal extends AppError>(
    path: string,
    init: RequestInit,
    accepts: (body: unknown) => body is Value,
    isRefusal: (body: unknown) => body is Refusal,
  ): Promise<Result<Value, Refusal | AppError>> => {
    const response = await ask(path, init);
    const body = response ? await bodyOf(response) : null;
    if (response?.ok === true && accepts(body)) return ok(body);
    return err(response !== null && !response.ok && isRefusal(body) ? body : noAnswer);
  };
  return {
    config: async (signal) => {
      const response = await ask('/config', { signal });
      const bootstrap = response?.ok === true ? readBootstrap(await bodyOf(response)) : null;
      return bootstrap ? ok(bootstrap) : err(noAnswer);
    },
    availability: ({ partySize, from, days }) =>
      answer(`/availability?partySize=${partySize}&from=${from}&days=${days}`, {}, isAvailabilityAnswer, isAppError),
    book: (booking) => answer('/bookings', post(booking), isBookingReceipt, isRefusalWith(isBookingReceipt)),
    guestBooking: (link) => answer('/bookings/mine', post(link), isGuestBooking, isAppError),
    cancelGuestBooking: (link) => answer('/bookings/mine/cancel', post(link), isGuestBooking, isAppError),
    request: (request) => answer('/requests', post(request), isRequestReceipt, isRefusalWith(isRequestReceipt)),
    journal: (body, isLast) => ask('/i', { ...posted(body), ...(isLast && { keepalive: true, signal: null }) }),
  };
}

const noAnswer: AppError = { code: 'unavailable', message: 'No answer came. Please try again.' };

const post = (body: object): RequestInit => posted(JSON.stringify(body));

const posted = (body: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body,
});

async function bodyOf(response: Response): Promise<unknown> {
  try {
    const body: unknown = await response.json();
    return body;
  } catch {
    return null;
  }
}
