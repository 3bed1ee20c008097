import type { FastifyPluginAsync } from 'fastify';

export interface Readiness {
  /** Resolves while the product can do its work; the error's message says what is missing. */
  readonly check: () => Promise<void>;
}

/** `GET /healthz`: the process answers. `GET /readyz`: it can work. On every host name: a balancer asks by address. */
export const healthRoutes: FastifyPluginAsync<Readiness> = async (app, { check }) => {
  app.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  app.get('/readyz', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      await check();
      return reply.send({ status: 'ready' });
    } catch (error) {
      request.log.warn({ err: error }, 'not ready');
      return reply.code(503).send({ status: 'not ready' });
    }
  });
};
