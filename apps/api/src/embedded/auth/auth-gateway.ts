import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { addAdminRoutes } from './admin-routes.ts';
import { failureOf, sendFailure } from './answering.ts';
import { createAuthService, type AuthService } from './auth-service.ts';
import { allowOrigins } from './cors.ts';
import type { AuthGatewayOptions } from './gateway-options.ts';
import { parseJsonBodies } from './json-bodies.ts';
import { addPublicRoutes } from './public-routes.ts';
import { sweepSessions } from './sweep-sessions.ts';

const JWKS_PATH = '/.well-known/jwks.json';

/** Supabase Auth's endpoints for password sign-in under `/auth/v1`, and the public keys under `/.well-known`. */
export const authGateway: FastifyPluginAsync<AuthGatewayOptions> = async (app, options) => {
  const auth = createAuthService(options);
  const stopSweeping = sweepSessions(auth);
  app.addHook('onClose', async () => {
    await Promise.all([auth.afterAnswer.settled(), stopSweeping()]);
  });
  app.get(JWKS_PATH, (_request, reply) => sendKeys(auth, reply));
  await app.register(
    async (scope) => {
      allowOrigins(scope, options.allowedOrigins ?? []);
      parseJsonBodies(scope);
      scope.setErrorHandler((error, request, reply) => sendFailure(request, reply, failureOf(error, auth)));
      scope.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 404, msg: 'Not found' }));
      // No answer with a token or a person in it may stay in a cache.
      scope.addHook('onRequest', async (_request, reply) => {
        reply.header('cache-control', 'no-store');
      });
      scope.get(JWKS_PATH, (_request, reply) => sendKeys(auth, reply));
      addPublicRoutes(scope, auth);
      await scope.register(async (admin) => addAdminRoutes(admin, auth));
    },
    { prefix: '/auth/v1' },
  );
};

async function sendKeys(auth: AuthService, reply: FastifyReply): Promise<void> {
  await reply.header('cache-control', 'public, max-age=600').send(auth.keys.jwks);
}
