import { fastifyRequestHandler } from '@trpc/server/adapters/fastify';
import type { FastifyPluginAsync } from 'fastify';
import { createContextFactory, type ContextDeps } from './context.ts';
import { appRouter } from './root.ts';
import { sendRefused } from './send-refused.ts';

/** One auto-save holds at most 64 kB, a preview's whole config somewhat more. */
const bodyLimitBytes = 512 * 1024;

/** The dashboard's API under `/trpc`. */
export const trpcRoutes: FastifyPluginAsync<ContextDeps> = async (app, deps) => {
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
        onError: ({ error, path }) => {
          if (error.code === 'INTERNAL_SERVER_ERROR')
            req.log.error({ err: error, procedure: path }, 'procedure failed');
        },
      });
    },
  });
};
