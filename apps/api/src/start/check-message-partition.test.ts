import { createDatabase, type Database } from '@blunari/db';
import { withClient } from '@blunari/db/server';
import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import { err, ok } from '@blunari/schema/result';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keepMessagePartitions } from '../embedded/postgres/keep-message-partitions.ts';
import { healthRoutes } from '../observability/health-routes.ts';
import { checkEmbedded } from './check-embedded.ts';
import { checkMessagePartition } from './check-message-partition.ts';

let database: TestDatabase;
let db: Database;
let app: FastifyInstance;
const today = Temporal.Now.plainDateISO('UTC');

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.urls.api });
  app = fastify();
  await app.register(healthRoutes, { check: () => checkMessagePartition(db, today) });
});

afterAll(async () => {
  await app.close();
  await db.close();
  await database.drop();
});

async function readyz() {
  const answer = await app.inject({ url: '/readyz' });
  return [answer.statusCode, answer.json()];
}

it('is ready while tomorrow has a partition, says clearly when not, and is ready again once one is made', async () => {
  expect(await readyz()).toEqual([200, { status: 'ready' }]);
  const tomorrow = `realtime.messages_${today.add({ days: 1 }).toString().replaceAll('-', '_')}`;
  await withClient(database.urls.superuser, (superuser) => superuser.query(`drop table ${tomorrow}`));
  expect(await readyz()).toEqual([
    503,
    {
      status: 'not ready',
      code: 'message_partition_missing',
      message: expect.stringContaining(`The table ${tomorrow} is missing: from tomorrow on`),
    },
  ]);
  const keeper = keepMessagePartitions({
    superuserUrl: database.urls.superuser,
    now: () => new Date(),
    onFailure: (error) => {
      throw error;
    },
    intervalMs: 20,
  });
  await expect.poll(readyz, { timeout: 8000 }).toEqual([200, { status: 'ready' }]);
  await keeper.stop();
});

it('says that the database does not answer, and nothing of why', async () => {
  const broken = fastify();
  await broken.register(healthRoutes, { check: () => Promise.reject(new Error('password=secret')) });
  const answer = await broken.inject({ url: '/readyz' });
  expect([answer.statusCode, answer.json()]).toEqual([
    503,
    { status: 'not ready', code: 'database_unreachable', message: 'The database does not answer.' },
  ]);
  await broken.close();
});

it('is not ready while the gate is shut, or while Realtime hears nothing, though the database answers', async () => {
  const isOpen = { check: async () => ok(undefined) };
  const isShut = { check: async () => err({ code: 'database_unreachable', message: 'shut' } as const) };
  const codeOf = async (gate: typeof isOpen | typeof isShut, deafForMs: number) => {
    const ready = await checkEmbedded({ gate, deafForMs: () => deafForMs, db }, today);
    return ready.ok ? 'ready' : ready.error.code;
  };
  expect(await codeOf(isOpen, 9_000)).toBe('ready');
  expect(await codeOf(isOpen, 11_000)).toBe('realtime_not_listening');
  expect(await codeOf(isShut, 0)).toBe('database_unreachable');
});
