import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { broadcastAndKeep, broadcastToAll, toBroadcast } from '../broadcast.ts';
import type { Caller } from '../database/permissions.ts';
import { broadcastRequestSchema } from '../protocol/message-schemas.ts';
import { isStorableText } from '../protocol/storable-text.ts';
import { reasons } from '../protocol/reasons.ts';
import { broadcastJson, type OutgoingBroadcast } from '../protocol/server-frame.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { TopicKey } from '../state/channel.ts';
import { admitSenders, isService, type SenderOf } from './admit-senders.ts';

const BATCH_PATH = '/realtime/v1/api/broadcast';
const SINGLE_PATH = '/realtime/v1/api/broadcast/:topic/events/:event';

/** Broadcasts by HTTP, for senders without a socket: a batch, or one message with its payload as the body. */
export function broadcastEndpoints(state: RealtimeState): FastifyPluginAsync {
  return async (app) => {
    allowEveryOrigin(app);
    app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    const senderOf = await admitSenders(app, state);
    addBatchRoute(app, state, senderOf);
    addSingleRoute(app, state, senderOf);
  };
}

function addBatchRoute(app: FastifyInstance, state: RealtimeState, senderOf: SenderOf): void {
  app.post(BATCH_PATH, { bodyLimit: state.limits.broadcastBytes }, async (request, reply) => {
    const sender = senderOf(request);
    const body = broadcastRequestSchema.safeParse(request.body);
    if (!body.success) {
      const [issue] = body.error.issues;
      return reply.code(422).send({ error: `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not valid'}` });
    }
    const { messages } = body.data;
    const problem = whyTooMany(state, sender, messages);
    if (problem !== undefined) return reply.code(422).send({ error: problem });
    const mayWrite = askEachOnce(state, sender);
    for (const { topic, event, payload, private: isPrivate } of messages) {
      const outgoing = {
        kind: 'json' as const,
        topic: `realtime:${topic}`,
        payloadJson: broadcastJson(event, JSON.stringify(payload ?? {})),
      };
      // One after the other, or a batch would arrive in another order than it was written in.
      await deliverIfAllowed(state, sender, mayWrite, { name: topic, isPrivate }, outgoing);
    }
    return reply.code(202).send();
  });
}

interface SingleRoute {
  readonly Params: { readonly topic: string; readonly event: string };
  readonly Querystring: { readonly private?: string; readonly persist?: string; readonly 'persist[ttl]'?: string };
}

function addSingleRoute(app: FastifyInstance, state: RealtimeState, senderOf: SenderOf): void {
  app.post<SingleRoute>(SINGLE_PATH, { bodyLimit: state.limits.broadcastBytes }, async (request, reply) => {
    const { topic: name, event } = request.params;
    const { private: privacy, persist, 'persist[ttl]': ttl } = request.query;
    if (!isStorableText(name)) return reply.code(422).send({ error: 'topic: not valid text' });
    const isPrivate = privacy === 'true';
    const isKept = persist === 'true' || ttl !== undefined;
    if (isKept && !isPrivate) return reply.code(422).send({ error: reasons.notKeptInPublic });
    const content = Buffer.isBuffer(request.body)
      ? { bytes: request.body }
      : { json: JSON.stringify(request.body ?? {}) };
    const message = { event, content };
    const sender = senderOf(request);
    if (isPrivate && !(await askEachOnce(state, sender)(name)))
      return reply.code(403).send({ error: 'You do not have permissions to write to this topic' });
    const bytes = 'json' in content ? Buffer.byteLength(content.json) : content.bytes.byteLength;
    if (!isWithinQuotas(state, sender, { name, isPrivate }, bytes)) {
      return reply.code(429).send({ error: reasons.tooManyMessages });
    }
    if (!isKept) {
      const isOfService = isService(sender);
      broadcastToAll(state, { name, isPrivate }, toBroadcast(`realtime:${name}`, message), { isService: isOfService });
      return reply.code(202).send();
    }
    const kept = await broadcastAndKeep(state, name, message, undefined);
    if (kept.ok) return reply.code(202).send();
    return reply.code(kept.error === 'unstorable' ? 422 : 503).send({ error: reasons.notKept });
  });
}

function whyTooMany(
  { limits }: RealtimeState,
  sender: Caller,
  messages: readonly { readonly topic: string }[],
): string | undefined {
  const maxTopics = isService(sender) ? limits.serviceTopics : limits.sender.topics;
  if (new Set(messages.map(({ topic }) => topic)).size > maxTopics) {
    return `messages: should have at most ${maxTopics} topic(s)`;
  }
  if (isService(sender) || messages.length <= limits.sender.messages) return undefined;
  return `messages: should have at most ${limits.sender.messages} item(s)`;
}

type MayWrite = (topic: string) => Promise<boolean>;

/** The messages of a request ask about each private topic once. */
function askEachOnce({ permissions }: RealtimeState, sender: Caller): MayWrite {
  const answers = new Map<string, Promise<boolean>>();
  const ask = async (topic: string): Promise<boolean> => {
    const writable = await permissions.write(sender, topic, 'broadcast');
    return writable.ok && writable.value;
  };
  return (topic) => answers.getOrInsertComputed(topic, ask);
}

async function deliverIfAllowed(
  state: RealtimeState,
  sender: Caller,
  mayWrite: MayWrite,
  key: TopicKey,
  message: Extract<OutgoingBroadcast, { kind: 'json' }>,
): Promise<void> {
  if (key.isPrivate && !(await mayWrite(key.name))) return;
  // As over a socket: what is over a limit that is shared is dropped.
  if (!isWithinQuotas(state, sender, key, Buffer.byteLength(message.payloadJson))) return;
  broadcastToAll(state, key, message, { isService: isService(sender) });
}

function isWithinQuotas(state: RealtimeState, sender: Caller, key: TopicKey, bytes: number): boolean {
  if (isService(sender) || state.quotas.takeMessage(key, sender.network, bytes)) return true;
  state.tally.count('messages of a topic, tenant or site');
  return false;
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
