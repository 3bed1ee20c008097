import { createRequestSchema, requestReceiptSchema } from '@blunari/schema/catering';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { sendError } from '../http/send-error.ts';
import { askForCatering } from './ask-for-catering.ts';
import { limitOf } from './limit-of.ts';
import type { LimitedDeps } from './public-deps.ts';
import { visitOf } from './visit-of.ts';
import { keyParamsSchema } from './widget-key.ts';

const bodyLimit = 16 * 1024;

/** `POST /w/:key/requests`. */
export const cateringRoutes: FastifyPluginAsyncZod<LimitedDeps> = async (app, deps) => {
  app.post(
    '/w/:key/requests',
    {
      bodyLimit,
      config: { rateLimit: limitOf(deps.limits.orders, deps.knownKeys) },
      schema: { params: keyParamsSchema, body: createRequestSchema, response: { 201: requestReceiptSchema } },
    },
    async (request, reply) => {
      const visit = visitOf(request, request.body);
      const asked = await askForCatering(
        deps,
        { key: request.params.key, origin: request.headers.origin, visit },
        request.body,
      );
      if (asked.ok) await reply.code(201).header('cache-control', 'no-store').send(asked.value);
      else await sendError(reply, asked.error);
    },
  );
};
