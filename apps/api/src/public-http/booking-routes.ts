import {
  availabilityAnswerSchema,
  availabilityQuerySchema,
  bookingReceiptSchema,
  createBookingSchema,
} from '@blunari/schema/booking';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { sendError } from '../http/send-error.ts';
import { bookTable } from './book-table.ts';
import { findTimes } from './find-times.ts';
import { limitOf } from './limit-of.ts';
import type { LimitedDeps } from './public-deps.ts';
import { visitOf } from './visit-of.ts';
import { keyParamsSchema } from './widget-key.ts';

/** A booking is a few lines; notes have at most 500 characters. */
const bodyLimit = 16 * 1024;

/** `GET /w/:key/availability` and `POST /w/:key/bookings`. */
export const bookingRoutes: FastifyPluginAsyncZod<LimitedDeps> = async (app, deps) => {
  app.get(
    '/w/:key/availability',
    {
      schema: {
        params: keyParamsSchema,
        querystring: availabilityQuerySchema,
        response: { 200: availabilityAnswerSchema },
      },
    },
    async (request, reply) => {
      const answer = await findTimes(deps, request.params.key, request.query);
      if (answer.ok) await reply.header('cache-control', 'no-store').send(answer.value);
      else await sendError(reply, answer.error);
    },
  );
  app.post(
    '/w/:key/bookings',
    {
      bodyLimit,
      config: { rateLimit: limitOf(deps.limits.orders, deps.knownKeys) },
      schema: { params: keyParamsSchema, body: createBookingSchema, response: { 201: bookingReceiptSchema } },
    },
    async (request, reply) => {
      const visit = visitOf(request, request.body);
      const booked = await bookTable(
        deps,
        { key: request.params.key, origin: request.headers.origin, visit },
        request.body,
      );
      if (booked.ok) await reply.code(201).header('cache-control', 'no-store').send(booked.value);
      else await sendError(reply, booked.error);
    },
  );
};
