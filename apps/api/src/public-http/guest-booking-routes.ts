import { guestBookingSchema, guestLinkSchema } from '@blunari/schema/booking';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { sendError } from '../http/send-error.ts';
import { cancelGuestBooking, readGuestBooking } from './guest-booking.ts';
import { limitOf } from './limit-of.ts';
import type { LimitedDeps } from './public-deps.ts';
import { keyParamsSchema } from './widget-key.ts';

/** An id and a secret. */
const bodyLimit = 1024;

const acts = [
  ['/w/:key/bookings/mine', readGuestBooking],
  ['/w/:key/bookings/mine/cancel', cancelGuestBooking],
] as const;

/**
 * `POST /w/:key/bookings/mine` and `POST /w/:key/bookings/mine/cancel`. Both take the secret in the body, so that it
 * stands in no log and no history, and nothing that follows links by itself cancels a booking.
 */
export const guestBookingRoutes: FastifyPluginAsyncZod<LimitedDeps> = async (app, deps) => {
  for (const [url, act] of acts) {
    app.post(
      url,
      {
        bodyLimit,
        config: { rateLimit: limitOf(deps.limits.orders, deps.knownKeys) },
        schema: { params: keyParamsSchema, body: guestLinkSchema, response: { 200: guestBookingSchema } },
      },
      async (request, reply) => {
        const call = { key: request.params.key, origin: request.headers.origin };
        const answer = await act(deps, call, request.body);
        if (answer.ok) await reply.header('cache-control', 'no-store').send(answer.value);
        else await sendError(reply, answer.error);
      },
    );
  }
};
