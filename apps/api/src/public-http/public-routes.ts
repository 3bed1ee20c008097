import rateLimit from '@fastify/rate-limit';
import type { FastifyPluginAsync } from 'fastify';
import { bookingRoutes } from './booking-routes.ts';
import { cateringRoutes } from './catering-routes.ts';
import { frameRoutes } from './frame-routes.ts';
import { journalRoutes } from './journal-routes.ts';
import { limitOf } from './limit-of.ts';
import type { PublicDeps } from './public-deps.ts';

/** Everything that visitors' browsers ask for below `/w/`. */
export const publicRoutes: FastifyPluginAsync<PublicDeps> = async (app, deps) => {
  await app.register(rateLimit, limitOf(deps.limits.reads));
  await app.register(frameRoutes, deps);
  await app.register(bookingRoutes, deps);
  await app.register(cateringRoutes, deps);
  await app.register(journalRoutes, deps);
};
