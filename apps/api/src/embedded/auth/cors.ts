import type { FastifyInstance } from 'fastify';
import { API_VERSION_HEADER } from './auth-failure.ts';

// Exactly what supabase-js sends.
const ALLOWED_HEADERS = `authorization, apikey, x-client-info, ${API_VERSION_HEADER}, content-type`;

/** Lets pages of the named origins call every route of this plugin, and answers their preflights. */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('vary', 'Origin');
    const { origin } = request.headers;
    if (origin === undefined || !origins.includes(origin)) return;
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-expose-headers', `${API_VERSION_HEADER}, retry-after, x-total-count, link`);
  });
  app.options('/*', async (_request, reply) => {
    reply.header('access-control-allow-methods', 'GET, POST, PUT, DELETE, OPTIONS');
    reply.header('access-control-allow-headers', ALLOWED_HEADERS);
    reply.header('access-control-max-age', '600');
    await reply.code(204).send();
  });
}
