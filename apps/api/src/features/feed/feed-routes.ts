import rateLimit from '@fastify/rate-limit';
import { idSchema } from '@blunari/schema/ids';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { limitOfAddress } from '../../http/address-limit.ts';
import { refuseUntilReady } from '../../http/refuse-until-ready.ts';
import { sendError } from '../../http/send-error.ts';
import { callAs } from '../../trpc/as-caller.ts';
import { type ContextDeps, createContextFactory } from '../../trpc/context.ts';
import { readStateTag } from './read-state-tag.ts';

export interface FeedDeps extends ContextDeps {
  /** Requests a minute from one shortened address: a dashboard without sockets asks every five seconds. Default: 3000. */
  readonly limit?: number | undefined;
}

const defaultFeedLimit = 3000;

/**
 * `GET /feed/:tenantId`: whether a restaurant is in another state than the one of an `ETag`, for dashboards whose network
 * lets no socket through. Never a body: what changed is asked for as after a reconnect.
 */
export const feedRoutes: FastifyPluginAsyncZod<FeedDeps> = async (app, deps) => {
  await app.register(rateLimit, limitOfAddress(deps.limit ?? defaultFeedLimit));
  app.addHook('onRequest', refuseUntilReady(deps.refusal));
  const createContext = createContextFactory(deps);
  const schema = { params: z.object({ tenantId: idSchema }), response: { 204: z.undefined(), 304: z.undefined() } };
  app.get('/feed/:tenantId', { schema }, async (request, reply) => {
    const { caller } = await createContext({ req: request });
    const tag = caller.ok
      ? await callAs(deps.db, caller.value, (tx) => readStateTag(tx, request.params.tenantId, deps.now()))
      : caller;
    if (!tag.ok) return sendError(reply, tag.error);
    reply.header('cache-control', 'no-store').header('etag', tag.value);
    return reply.code(request.headers['if-none-match'] === tag.value ? 304 : 204).send();
  });
};
