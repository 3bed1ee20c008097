import { err, ok, type Result } from '@blunari/schema/result';
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Claims } from '../../../tokens/claims.ts';
import { broadcastRequestSchema } from '../protocol/message-schemas.ts';
import { broadcastJson, type OutgoingBroadcast } from '../protocol/server-frame.ts';
import type { RealtimeState } from '../realtime-state.ts';

const BATCH_PATH = '/realtime/v1/api/broadcast';
const SINGLE_PATH = '/realtime/v1/api/broadcast/:topic/events/:event';

/** Broadcasts by HTTP, for senders without a socket: a batch, or one message with its payload as the body. */
export function broadcastEndpoints(state: RealtimeState): FastifyPluginAsync {
  return async (app) => {
    allowEveryOrigin(app);
    app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    addBatchRoute(app, state);
    addSingleRoute(app, state);
  };
}

function addBatchRoute(app: FastifyInstance, state: RealtimeState): void {
  app.post(BATCH_PATH, { bodyLimit: state.limits.broadcastBytes }, async (request, reply) => {
    const caller = await identify(request, state);
    if (!caller.ok) return reply.code(401).send({ error: caller.error });
    const body = broadcastRequestSchema.safeParse(request.body);
    if (!body.success) {
      const [issue] = body.error.issues;
      return reply.code(422).send({ error: `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not valid'}` });
    }
    for (const { topic, event, payload, private: isPrivate } of body.data.messages) {
      const outgoing: OutgoingBroadcast = {
        kind: 'json',
        topic: `realtime:${topic}`,
        payloadJson: broadcastJson(event, JSON.stringify(payload ?? {})),
      };
      // One after the other, or a batch would arrive in another order than it was written in.
      // oxlint-disable-next-line no-await-in-loop
      await deliverIfAllowed(state, caller.value, topic, isPrivate, outgoing);
    }
    return reply.code(202).send();
  });
}

function addSingleRoute(app: FastifyInstance, state: RealtimeState): void {
  app.post<{ Params: { topic: string; event: string }; Querystring: { private?: string } }>(
    SINGLE_PATH,
    { bodyLimit: state.limits.broadcastBytes },
    async (request, reply) => {
      const caller = await identify(request, state);
      if (!caller.ok) return reply.code(401).send({ error: caller.error });
      const { topic: name, event } = request.params;
      const topic = `realtime:${name}`;
      const outgoing: OutgoingBroadcast = Buffer.isBuffer(request.body)
        ? { kind: 'binary', topic, userEvent: event, data: request.body }
        : { kind: 'json', topic, payloadJson: broadcastJson(event, JSON.stringify(request.body ?? {})) };
      const isPrivate = request.query.private === 'true';
      const wasDelivered = await deliverIfAllowed(state, caller.value, name, isPrivate, outgoing);
      if (!wasDelivered) return reply.code(403).send({ error: 'You do not have permissions to write to this topic' });
      return reply.code(202).send();
    },
  );
}

async function deliverIfAllowed(
  state: RealtimeState,
  claims: Claims,
  name: string,
  isPrivate: boolean,
  broadcast: OutgoingBroadcast,
): Promise<boolean> {
  if (isPrivate) {
    const writable = await state.permissions.write(claims, name, 'broadcast');
    if (!writable.ok || !writable.value) return false;
  }
  state.topics.deliver({ name, isPrivate }, broadcast);
  return true;
}

async function identify(request: FastifyRequest, state: RealtimeState): Promise<Result<Claims, string>> {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  // A publishable key as bearer says nothing about the caller; the API key beside it does.
  const token = bearer && !bearer.startsWith('sb_') ? bearer : [request.headers['apikey']].flat()[0];
  const verified = await state.verifyToken(token);
  return verified.ok ? ok(verified.value) : err(verified.error.message);
}

/** No cookie is read here, so that a page of any origin can do no more than its tokens allow. */
function allowEveryOrigin(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('access-control-allow-origin', '*');
  });
  app.options(`${BATCH_PATH}*`, async (_request, reply) => {
    reply.header('access-control-allow-methods', 'POST, OPTIONS');
    reply.header('access-control-allow-headers', 'authorization, apikey, x-client-info, content-type');
    return reply.code(204).send();
  });
}
