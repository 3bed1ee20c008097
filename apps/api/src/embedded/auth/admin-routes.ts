import type { FastifyInstance } from 'fastify';
import { createUserAsAdmin } from './admin/create-user.ts';
import { deleteUserAsAdmin } from './admin/delete-user.ts';
import { findUser } from './admin/find-user.ts';
import { generateLink } from './admin/generate-link.ts';
import { invite } from './admin/invite.ts';
import { listUsers } from './admin/list-users.ts';
import { updateUserAsAdmin } from './admin/update-user.ts';
import { sendFailure, sendResult } from './answering.ts';
import type { AuthService } from './auth-service.ts';
import { authenticateService } from './authenticate.ts';
import { addAdminRefusals } from './refusals.ts';
import { userBody } from './user.ts';

interface OfUser {
  Params: { id: string };
}
interface WithRedirect {
  Querystring: { redirect_to?: unknown };
}

/** What only the service key may do. To be registered in a scope of its own: every route of the scope asks for the key. */
export function addAdminRoutes(app: FastifyInstance, auth: AuthService): void {
  // Before the body is read: strangers send none of it.
  app.addHook('onRequest', async (request, reply) => {
    const allowed = await authenticateService(auth, request.headers.authorization);
    if (!allowed.ok) await sendFailure(request, reply, allowed.error);
  });
  app.post<WithRedirect>('/invite', async (request, reply) => {
    await sendResult(request, reply, await invite(auth, request.body, request.query.redirect_to));
  });
  app.post<WithRedirect>('/admin/generate_link', async (request, reply) => {
    await sendResult(request, reply, await generateLink(auth, request.body, request.query.redirect_to));
  });
  app.get('/admin/users', async (request, reply) => {
    const page = await listUsers(auth, request.query);
    if (page.ok) await reply.headers(page.value.headers).send(page.value.body);
    else await sendFailure(request, reply, page.error);
  });
  app.post('/admin/users', async (request, reply) => {
    await sendResult(request, reply, await createUserAsAdmin(auth, request.body));
  });
  app.get<OfUser>('/admin/users/:id', async (request, reply) => {
    const user = await findUser(auth, request.params.id);
    await sendResult(request, reply, user.ok ? { ok: true, value: userBody(user.value) } : user);
  });
  // Nobody has a second factor.
  app.get<OfUser>('/admin/users/:id/factors', async (request, reply) => {
    const user = await findUser(auth, request.params.id);
    if (user.ok) await reply.send([]);
    else await sendFailure(request, reply, user.error);
  });
  app.put<OfUser>('/admin/users/:id', async (request, reply) => {
    await sendResult(request, reply, await updateUserAsAdmin(auth, request.params.id, request.body));
  });
  app.delete<OfUser>('/admin/users/:id', async (request, reply) => {
    await sendResult(request, reply, await deleteUserAsAdmin(auth, request.params.id, request.body));
  });
  addAdminRefusals(app);
}
