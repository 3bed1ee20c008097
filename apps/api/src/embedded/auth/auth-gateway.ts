import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { err, ok, type Result } from '@blunari/schema/result';
import {
  API_VERSION,
  API_VERSION_HEADER,
  authFailure,
  failureBody,
  failureStatus,
  type AuthFailure,
} from './auth-failure.ts';
import { createAuthService, type AuthService, type Caller } from './auth-service.ts';
import { authenticate } from './authenticate.ts';
import { allowOrigins } from './cors.ts';
import { grantPassword } from './endpoints/grant-password.ts';
import { grantRefreshToken } from './endpoints/grant-refresh-token.ts';
import { logOut } from './endpoints/log-out.ts';
import { signUp } from './endpoints/sign-up.ts';
import { updateSignedInUser } from './endpoints/update-user.ts';
import type { AuthGatewayOptions } from './gateway-options.ts';
import { settingsBody } from './settings.ts';
import { userBody } from './user.ts';

const JWKS_PATH = '/.well-known/jwks.json';

/** Requests here are a few fields; what is longer is no request. */
const BODY_LIMIT_BYTES = 16 * 1024;

/** Supabase Auth's endpoints for password sign-in under `/auth/v1`, and the public keys under `/.well-known`. */
export const authGateway: FastifyPluginAsync<AuthGatewayOptions> = async (app, options) => {
  const auth = createAuthService(options);
  app.get(JWKS_PATH, (_request, reply) => sendKeys(auth, reply));
  await app.register(
    async (scope) => {
      allowOrigins(scope, options.allowedOrigins ?? []);
      parseJsonLeniently(scope);
      scope.setErrorHandler((error, request, reply) => sendFailure(request, reply, failureOf(error, auth)));
      scope.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 404, msg: 'Not found' }));
      // No answer with a token or a person in it may stay in a cache.
      scope.addHook('onRequest', async (_request, reply) => {
        reply.header('cache-control', 'no-store');
      });
      addRoutes(scope, auth);
    },
    { prefix: '/auth/v1' },
  );
};

function addRoutes(app: FastifyInstance, auth: AuthService): void {
  app.get(JWKS_PATH, (_request, reply) => sendKeys(auth, reply));
  app.get('/settings', async () => settingsBody(auth));
  app.get('/health', async () => ({
    name: 'Blunari Auth',
    description: 'Password sign-in with the API of Supabase Auth',
  }));
  app.post<{ Querystring: { grant_type?: string } }>('/token', async (request, reply) => {
    await sendResult(request, reply, await grant(auth, request.query.grant_type, request.body, callerOf(request)));
  });
  app.post('/signup', async (request, reply) => {
    await sendResult(request, reply, await signUp(auth, request.body, callerOf(request)));
  });
  app.get('/user', async (request, reply) => {
    const signedIn = await authenticate(auth, request.headers.authorization);
    await sendResult(request, reply, signedIn.ok ? { ok: true, value: userBody(signedIn.value.user) } : signedIn);
  });
  app.put('/user', async (request, reply) => {
    const signedIn = await authenticate(auth, request.headers.authorization);
    await sendResult(
      request,
      reply,
      signedIn.ok ? await updateSignedInUser(auth, signedIn.value, request.body) : signedIn,
    );
  });
  app.post<{ Querystring: { scope?: string } }>('/logout', async (request, reply) => {
    const signedIn = await authenticate(auth, request.headers.authorization);
    const outcome = signedIn.ok ? await logOut(auth, signedIn.value, request.query.scope) : signedIn;
    if (outcome.ok) await reply.code(204).send();
    else await sendFailure(request, reply, outcome.error);
  });
}

function grant(auth: AuthService, grantType: string | undefined, body: unknown, caller: Caller) {
  if (grantType === 'password') return grantPassword(auth, body, caller);
  if (grantType === 'refresh_token') return grantRefreshToken(auth, body, caller);
  return { ok: false, error: authFailure('invalid_credentials', 'unsupported_grant_type') } as const;
}

async function sendKeys(auth: AuthService, reply: FastifyReply): Promise<void> {
  await reply.header('cache-control', 'public, max-age=600').send(auth.keys.jwks);
}

async function sendResult(
  request: FastifyRequest,
  reply: FastifyReply,
  result: Result<Record<string, unknown>, AuthFailure>,
): Promise<void> {
  if (result.ok) await reply.send(result.value);
  else await sendFailure(request, reply, result.error);
}

async function sendFailure(request: FastifyRequest, reply: FastifyReply, failure: AuthFailure): Promise<void> {
  const apiVersion = [request.headers[API_VERSION_HEADER]].flat()[0];
  if (apiVersion !== undefined) reply.header(API_VERSION_HEADER, API_VERSION);
  if (failure.retryAfterMs !== undefined) reply.header('retry-after', String(Math.ceil(failure.retryAfterMs / 1000)));
  await reply.code(failureStatus[failure.code]).send(failureBody(failure, apiVersion));
}

function failureOf(error: unknown, auth: AuthService): AuthFailure {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413) return authFailure('request_too_large', 'The request body is too large');
  if (status === 400 || status === 415) return authFailure('bad_json', 'Could not parse request body as JSON');
  auth.log.error({ err: error }, 'A request to the auth server failed.');
  return authFailure('unexpected_failure', 'Unexpected failure, please check server logs for more information');
}

/** supabase-js says "JSON" also of a request without a body, such as a logout. */
function parseJsonLeniently(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
    (_request, text, done) => {
      const body = parseBody(String(text));
      if (body.ok) done(null, body.value);
      else done(Object.assign(new Error('The body is not JSON.'), { statusCode: 400 }));
    },
  );
}

function parseBody(text: string): Result<unknown, 'not JSON'> {
  if (text === '') return ok(undefined);
  // Postgres stores no U+0000, in text or JSON, and nothing a person types holds one.
  if (text.includes('\\u0000')) return err('not JSON');
  try {
    return ok(JSON.parse(text));
  } catch {
    return err('not JSON');
  }
}

function callerOf(request: FastifyRequest): Caller {
  return { address: request.ip, userAgent: request.headers['user-agent']?.slice(0, 512) };
}
