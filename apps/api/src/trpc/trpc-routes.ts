import rateLimit from '@fastify/rate-limit';
import { fastifyRequestHandler } from '@trpc/server/adapters/fastify';
import type { FastifyPluginAsync } from 'fastify';
import { limitOfAddress } from '../http/address-limit.ts';
import { createContextFactory, type ContextDeps } from './context.ts';
import { appRouter } from './root.ts';
import { sendRefused } from './send-refused.ts';

/** One auto-save holds at most 64 kB, a preview's whole config somewhat more. */
const bodyLimitBytes = 512 * 1024;

/** Calls that one request may hold; the dashboard's client sends no more. */
const batchLimit = 20;

/** Requests a minute from one shortened address: an editor saves at most 150 times, and a house shares its address. */
const defaultStaffLimit = 3000;

interface TrpcDeps extends ContextDeps {
  /** Requests a minute from one shortened address. Default: 3000. */
  readonly limit?: number | undefined;
}

/** The dashboard's API under `/trpc`. */
export const trpcRoutes: FastifyPluginAsync<TrpcDeps> = async (app, deps) => {
  await app.register(rateLimit, limitOfAddress(deps.limit ?? defaultStaffLimit));
  const createContext = createContextFactory(deps);
  // tRPC parses bodies itself, and only JSON has business here.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: bodyLimitBytes },
    (_request, body, done) => {
      done(null, body);
    },
  );
  app.setErrorHandler(sendRefused);
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  app.route<{ Params: { path: string } }>({
    method: ['GET', 'POST'],
    url: '/trpc/:path',
    handler: async (req, res) => {
      await fastifyRequestHandler({
        req,
        res,
        path: req.params.path,
        router: appRouter,
        createContext,
        maxBatchSize: batchLimit,
        onError: ({ error, path }) => {
          if (error.code === 'INTERNAL_SERVER_ERROR')
            req.log.error({ err: error, procedure: path }, 'procedure failed');
        },
      });
    },
  });
};
