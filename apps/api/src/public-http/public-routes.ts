import rateLimit from '@fastify/rate-limit';
import { appError } from '@blunari/schema/errors';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { limitOfAddress } from '../http/address-limit.ts';
import { refuseUntilReady } from '../http/refuse-until-ready.ts';
import { sendError } from '../http/send-error.ts';
import { bookingRoutes } from './booking-routes.ts';
import { cateringRoutes } from './catering-routes.ts';
import { frameRoutes } from './frame-routes.ts';
import { guestBookingRoutes } from './guest-booking-routes.ts';
import { journalRoutes } from './journal/journal-routes.ts';
import { createKnownKeys } from './known-keys.ts';
import { limitOf } from './limit-of.ts';
import type { PublicDeps } from './public-deps.ts';

/** One address may ask all widgets together for so many times what it may read of one. */
const widgetsAtOnce = 5;

/** Everything that visitors' browsers ask for below `/w/`. */
export const publicRoutes: FastifyPluginAsync<PublicDeps> = async (app, deps) => {
  const knownKeys = createKnownKeys();
  await app.register(rateLimit, limitOf(deps.limits.reads, knownKeys));
  limitAddresses(app, deps.limits.reads * widgetsAtOnce);
  app.addHook('onRequest', refuseUntilReady(deps.refusal));
  app.addHook('onResponse', async (request, reply) => knownKeys.learn(request, reply));
  const limited = { ...deps, knownKeys };
  await app.register(frameRoutes, limited);
  await app.register(bookingRoutes, limited);
  await app.register(guestBookingRoutes, limited);
  await app.register(cateringRoutes, limited);
  await app.register(journalRoutes, limited);
};

/** Counts before the limits of single widgets, whose counters are as many as the keys that are asked for. */
function limitAddresses(app: FastifyInstance, max: number): void {
  const count = app.createRateLimit(limitOfAddress(max));
  app.addHook('onRequest', async (request, reply) => {
    const counted = await count(request);
    if (counted.isAllowed || !counted.isExceeded) return undefined;
    const words = 'Too many requests. Please wait a moment.';
    return sendError(reply, appError('rate_limited', words, { retryAfterMs: counted.ttl }));
  });
}
