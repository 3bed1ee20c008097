import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { ok } from '@blunari/schema/result';
import { Pool } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimsSchema, tokenRoles } from '../../../tokens/claims.ts';
import { defaultLimits } from '../limits.ts';
import { PostgresChanges } from '../postgres-changes/postgres-changes.ts';
import type { OutgoingBroadcast } from '../protocol/server-frame.ts';
import { connectionRates } from '../state/connection-rates.ts';
import { Networks } from '../state/networks.ts';
import { Tally } from '../state/tally.ts';
import { PresenceBook } from '../state/presence-book.ts';
import { Quotas } from '../state/quotas.ts';
import { PresenceElsewhere } from '../state/presence-elsewhere.ts';
import { TopicRegistry } from '../state/topic-registry.ts';
import { broadcastEndpoints } from './broadcast-endpoints.ts';

class HeardTopics extends TopicRegistry {
  readonly heard: OutgoingBroadcast[] = [];

  override deliver(...[, broadcast]: Parameters<TopicRegistry['deliver']>): void {
    this.heard.push(broadcast);
  }
}

let app: FastifyInstance;
let topics: HeardTopics;
let asked: string[];
let quotas: Quotas;

/** Who is behind a token. */
const person = new Map<string | undefined, string>([['authenticated', randomUUID()]]);

beforeEach(async () => {
  asked = [];
  topics = new HeardTopics();
  quotas = new Quotas({ ...defaultLimits, topic: { ...defaultLimits.topic, messagesPerSecond: 3 } });
  app = fastify();
  await app.register(
    broadcastEndpoints({
      topics,
      presence: new PresenceBook(() => 'ref'),
      presenceElsewhere: new PresenceElsewhere(),
      latePresence: { mark: () => undefined },
      quotas,
      tally: new Tally(app.log),
      networks: new Networks(defaultLimits),
      rates: connectionRates(defaultLimits),
      keepMessage: async () => ok(undefined),
      keptSenders: new Map(),
      isNews: () => true,
      relay: { publish: () => undefined },
      permissions: {
        read: async () => ok({ broadcast: false, presence: false }),
        write: async (_caller, topic) => {
          asked.push(topic);
          return ok(topic !== 'refused');
        },
      },
      replay: async () => ok([]),
      whenListening: () => Promise.resolve(),
      postgresChanges: new PostgresChanges({
        connectionString: '',
        pool: new Pool(),
        log: app.log,
        limits: defaultLimits,
      }),
      verifyToken: async (token) =>
        ok(claimsSchema.parse({ role: tokenRoles.find((role) => role === token), exp: 1, sub: person.get(token) })),
      limits: { ...defaultLimits, sender: { ...defaultLimits.sender, requestsPerMinute: 5, requestBytes: 20_000 } },
      log: app.log,
      isDraining: false,
    }),
  );
});
afterEach(() => app.close());

const send = (role: string, messages: readonly object[], remoteAddress = '203.0.113.1') =>
  app.inject({
    method: 'POST',
    url: '/realtime/v1/api/broadcast',
    headers: { apikey: role },
    payload: { messages },
    remoteAddress,
  });
const messagesTo = (count: number, topicOf: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => ({ topic: topicOf(index), event: 'said', private: true }));

it('asks the database about each topic of a request once', async () => {
  const answer = await send('anon', [...messagesTo(40, () => 'news'), ...messagesTo(40, () => 'refused')]);
  expect([answer.statusCode, asked, topics.heard.length]).toEqual([202, ['news', 'refused'], 40]);
});

it.each([
  ['anon', 10],
  ['authenticated', 10],
  ['service_role', 100],
])('takes from %s at most %i topics at once', async (role, max) => {
  expect((await send(role, messagesTo(max, String))).statusCode).toBe(202);
  const refused = await send(role, messagesTo(max + 1, String));
  expect([refused.statusCode, refused.json()]).toEqual([
    422,
    { error: `messages: should have at most ${max} topic(s)` },
  ]);
  expect(asked).toHaveLength(max);
});

it('takes many messages of the service only', async () => {
  expect(
    (
      await send(
        'anon',
        messagesTo(101, () => 'news'),
      )
    ).statusCode,
  ).toBe(422);
  expect(
    (
      await send(
        'service_role',
        messagesTo(1000, () => 'news'),
      )
    ).statusCode,
  ).toBe(202);
  expect(topics.heard).toHaveLength(1000);
});

it('takes large requests of the service only', async () => {
  const large = [{ topic: 'news', event: 'said', payload: 'x'.repeat(20_000) }];
  expect((await send('anon', large)).statusCode).toBe(413);
  expect((await send('service_role', large)).statusCode).toBe(202);
  const chunked = await app.inject({
    method: 'POST',
    url: '/realtime/v1/api/broadcast/news/events/said',
    headers: { apikey: 'anon', 'transfer-encoding': 'chunked', 'content-type': 'application/json' },
  });
  expect(chunked.statusCode).toBe(411);
});

it('lets strangers of a network send so often in a minute, a person beside them too, and the service as often as it likes', async () => {
  const statuses: number[] = [];
  for (let index = 0; index < 6; index++) {
    // In turn, as a person would.
    statuses.push(
      (
        await send(
          'anon',
          messagesTo(1, () => 'news'),
          '203.0.113.7',
        )
      ).statusCode,
    );
  }
  expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
  expect((await send('authenticated', [{ topic: 'news', event: 'said' }], '203.0.113.7')).statusCode).toBe(202);
  expect(
    (
      await send(
        'service_role',
        messagesTo(1, () => 'news'),
      )
    ).statusCode,
  ).toBe(202);
  expect(
    (
      await send(
        'anon',
        messagesTo(1, () => 'news'),
        '203.0.113.8',
      )
    ).statusCode,
  ).toBe(202);
});

it('counts what is sent to a topic with all that is said there, of anybody but the service', async () => {
  quotas.join({ name: 'news', isPrivate: true });
  const five = messagesTo(5, () => 'news');
  expect((await send('anon', five)).statusCode).toBe(202);
  expect(topics.heard).toHaveLength(3);
  const single = await app.inject({
    method: 'POST',
    url: '/realtime/v1/api/broadcast/news/events/said?private=true',
    headers: { apikey: 'anon' },
    payload: {},
  });
  expect([single.statusCode, single.json()]).toEqual([429, { error: 'Too many messages per second' }]);
  await send('service_role', five);
  expect(topics.heard).toHaveLength(8);
});
