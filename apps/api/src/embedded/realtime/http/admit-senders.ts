import rateLimit from '@fastify/rate-limit';
import { err, ok, type Result } from '@blunari/schema/result';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Claims } from '../../../tokens/claims.ts';
import { networkOf } from '../../../http/client-address.ts';
import { askerOf, type Caller } from '../database/permissions.ts';
import type { RealtimeState } from '../realtime-state.ts';

const minuteMs = 60_000;

/** Who sends a request that passed `admitSenders`. */
export type SenderOf = (request: FastifyRequest) => Caller;

/**
 * Turns senders away before their bodies are read: without a good token, and, as anybody can have the key of a page,
 * with too much or too often. The service's own programs are not slowed down.
 */
export async function admitSenders(app: FastifyInstance, state: RealtimeState): Promise<SenderOf> {
  const senders = new WeakMap<FastifyRequest, Caller>();
  const { sender: limits } = state.limits;
  await app.register(rateLimit, { global: false });
  const count = app.createRateLimit({
    max: limits.requestsPerMinute,
    timeWindow: minuteMs,
    keyGenerator: (request: FastifyRequest) => {
      const sender = senders.get(request);
      return sender ? askerOf(sender).id : networkOf(request.ip);
    },
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'POST') return undefined;
    const sender = await identify(request, state);
    if (!sender.ok) return reply.code(401).send({ error: sender.error });
    const caller = { claims: sender.value, network: networkOf(request.ip) };
    senders.set(request, caller);
    if (isService(caller)) return undefined;
    const counted = await count(request);
    if (!counted.isAllowed && counted.isExceeded) {
      reply.header('retry-after', counted.ttlInSeconds);
      return reply.code(429).send({ error: 'You have exceeded your rate limit' });
    }
    const length = request.headers['content-length'];
    // Of a body in chunks nobody knows the length before it is here.
    if (length === undefined && request.headers['transfer-encoding'] !== undefined) {
      return reply.code(411).send({ error: 'Length Required' });
    }
    if (Number(length ?? 0) > limits.requestBytes) return reply.code(413).send({ error: 'Payload Too Large' });
    return undefined;
  });
  return (request) => {
    const sender = senders.get(request);
    if (!sender) throw new Error('A broadcast came past the hook that admits its sender.');
    return sender;
  };
}

export function isService({ claims }: Caller): boolean {
  return claims.role === 'service_role';
}

async function identify(request: FastifyRequest, state: RealtimeState): Promise<Result<Claims, string>> {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  // A publishable key as bearer says nothing about the caller; the API key beside it does.
  const token = bearer && !bearer.startsWith('sb_') ? bearer : [request.headers['apikey']].flat()[0];
  const verified = await state.verifyToken(token);
  return verified.ok ? ok(verified.value) : err(verified.error.message);
}
