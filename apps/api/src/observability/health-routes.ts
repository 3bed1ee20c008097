import type { Result } from '@blunari/schema/result';
import type { FastifyPluginAsync } from 'fastify';

/** What is missing; the message is for operators and holds nothing that a stranger may not see. */
export interface NotReady {
  readonly code:
    | 'database_unreachable'
    | 'database_login_refused'
    | 'database_not_migrated'
    | 'message_partition_missing'
    | 'realtime_not_listening';
  readonly message: string;
}

export interface Readiness {
  /** Whether the product can do its work. A rejection counts as a database that does not answer. */
  readonly check: () => Promise<Result<void, NotReady>>;
}

/** `GET /healthz`: the process answers. `GET /readyz`: it can work. On every host name: a balancer asks by address. */
export const healthRoutes: FastifyPluginAsync<Readiness> = async (app, { check }) => {
  app.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  app.get('/readyz', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const ready = await check().catch((error: unknown) => {
      request.log.warn({ err: error }, 'The database could not be asked whether everything is ready.');
      return unreachable;
    });
    if (ready.ok) return reply.send({ status: 'ready' });
    request.log.info({ code: ready.error.code }, ready.error.message);
    return reply.code(503).send({ status: 'not ready', ...ready.error });
  });
};

const unreachable: Result<void, NotReady> = {
  ok: false,
  error: { code: 'database_unreachable', message: 'The database does not answer.' },
};
