import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AuthService, Caller } from './auth-service.ts';
import { callerOf, sendFailure, sendResult } from './answering.ts';
import { authenticate } from './authenticate.ts';
import { followLink } from './endpoints/follow-link.ts';
import { grantAuthCode } from './endpoints/grant-auth-code.ts';
import { grantPassword } from './endpoints/grant-password.ts';
import { grantRefreshToken } from './endpoints/grant-refresh-token.ts';
import { logOut } from './endpoints/log-out.ts';
import { reauthenticate } from './endpoints/reauthenticate.ts';
import { recover } from './endpoints/recover.ts';
import { resend } from './endpoints/resend.ts';
import { signUp } from './endpoints/sign-up.ts';
import { updateSignedInUser } from './endpoints/update-user.ts';
import { verify } from './endpoints/verify.ts';
import { addRefusals, refusedGrant } from './refusals.ts';
import { settingsBody } from './settings.ts';
import { userBody } from './user.ts';

interface WithRedirect {
  Querystring: { redirect_to?: unknown };
}

/** What anybody may ask for, and what people ask for themselves. */
export function addPublicRoutes(app: FastifyInstance, auth: AuthService): void {
  app.get('/settings', async () => settingsBody(auth));
  app.get('/health', async () => ({
    name: 'Blunari Auth',
    description: 'Password sign-in with the API of Supabase Auth',
  }));
  app.post<{ Querystring: { grant_type?: string } }>('/token', async (request, reply) => {
    await sendResult(request, reply, await grant(auth, request.query.grant_type, request.body, callerOf(request)));
  });
  app.post<WithRedirect>('/signup', async (request, reply) => {
    await sendResult(request, reply, await signUp(auth, request.body, request.query.redirect_to, callerOf(request)));
  });
  app.post<WithRedirect>('/recover', async (request, reply) => {
    await sendResult(request, reply, await recover(auth, request.body, request.query.redirect_to, callerOf(request)));
  });
  app.post<WithRedirect>('/resend', async (request, reply) => {
    await sendResult(request, reply, await resend(auth, request.body, request.query.redirect_to, callerOf(request)));
  });
  addVerification(app, auth);
  addOwnUser(app, auth);
  addRefusals(app, auth);
}

function addVerification(app: FastifyInstance, auth: AuthService): void {
  app.post('/verify', async (request, reply) => {
    await sendResult(request, reply, await verify(auth, request.body, callerOf(request)));
  });
  // A HEAD, as link checkers send it, must not use a token up.
  app.get('/verify', { exposeHeadRoute: false }, async (request, reply) => {
    const target = await followLink(auth, request.query, callerOf(request));
    // The address of this request holds a secret; the next page must not tell it on.
    reply.header('referrer-policy', 'no-referrer');
    if (target.ok) await reply.redirect(target.value, 303);
    else await sendFailure(request, reply, target.error);
  });
}

function addOwnUser(app: FastifyInstance, auth: AuthService): void {
  const whoAsks = (request: FastifyRequest) => authenticate(auth, request.headers.authorization);
  app.get('/user', async (request, reply) => {
    const signedIn = await whoAsks(request);
    await sendResult(request, reply, signedIn.ok ? { ok: true, value: userBody(signedIn.value.user) } : signedIn);
  });
  app.put<WithRedirect>('/user', async (request, reply) => {
    const signedIn = await whoAsks(request);
    const { body, query } = request;
    const outcome = signedIn.ok
      ? await updateSignedInUser(auth, signedIn.value, body, query.redirect_to, callerOf(request))
      : signedIn;
    await sendResult(request, reply, outcome);
  });
  app.get('/reauthenticate', { exposeHeadRoute: false }, async (request, reply) => {
    const signedIn = await whoAsks(request);
    const outcome = signedIn.ok ? await reauthenticate(auth, signedIn.value, callerOf(request)) : signedIn;
    await sendResult(request, reply, outcome);
  });
  app.post<{ Querystring: { scope?: string } }>('/logout', async (request, reply) => {
    const signedIn = await whoAsks(request);
    const outcome = signedIn.ok ? await logOut(auth, signedIn.value, request.query.scope) : signedIn;
    if (outcome.ok) await reply.code(204).send();
    else await sendFailure(request, reply, outcome.error);
  });
}

function grant(auth: AuthService, grantType: string | undefined, body: unknown, caller: Caller) {
  if (grantType === 'password') return grantPassword(auth, body, caller);
  if (grantType === 'refresh_token') return grantRefreshToken(auth, body, caller);
  if (grantType === 'pkce') return grantAuthCode(auth, body, caller);
  return { ok: false, error: refusedGrant(grantType) } as const;
}
