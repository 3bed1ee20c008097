import rateLimit from '@fastify/rate-limit';
import { appError } from '@blunari/schema/errors';
import type { FastifyPluginAsync } from 'fastify';
import { limitBy, limitOfAddress } from '../../../http/address-limit.ts';
import { refuseUntilReady } from '../../../http/refuse-until-ready.ts';
import { sendError } from '../../../http/send-error.ts';
import type { ContextDeps } from '../../../trpc/context.ts';
import { describeApi } from './describe-api.ts';
import { exportRoutes } from './export-routes.ts';
import { bearerOf, digestOf } from './insight-reader.ts';
import { questionRoutes } from './question-routes.ts';

/** Requests a minute from one shortened address, whatever they show: who guesses tokens has so many guesses. */
const perAddress = 600;

/** Requests a minute with one token, wherever they come from: a question every half second. */
const perToken = 120;

/** `/api/v1/insights`: what visitors do, for programs; and `/api/v1/openapi.json`, how they ask. */
export const insightsApiRoutes: FastifyPluginAsync<ContextDeps> = async (app, deps) => {
  await app.register(rateLimit, limitOfAddress(perAddress));
  app.addHook('onRequest', refuseUntilReady(deps.refusal));
  const countOfToken = app.createRateLimit(limitBy(perToken, (request) => digestOf(bearerOf(request) ?? '')));
  app.addHook('preHandler', async (request, reply) => {
    // Only their address limits those who bring none: counted together, one would use up what the others may ask.
    if (bearerOf(request) === undefined) return undefined;
    const counted = await countOfToken(request);
    if (counted.isAllowed || !counted.isExceeded) return undefined;
    const words = 'Too many requests with this token. Wait a moment.';
    return sendError(reply, appError('rate_limited', words, { retryAfterMs: counted.ttl }));
  });
  await describeApi(app);
  await app.register(exportRoutes, deps);
  await app.register(questionRoutes, deps);
};
