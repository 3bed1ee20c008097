import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import fastify from 'fastify';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { claimsSchema } from '../../../tokens/claims.ts';
import { defaultLimits } from '../limits.ts';
import { PostgresChanges } from './postgres-changes.ts';

let database: TestDatabase;
let pool: Pool;
let changes: PostgresChanges;
let busy = 0;
let most = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.urls.realtime, max: 6 });
  pool.on('acquire', () => (most = Math.max(most, (busy += 1))));
  pool.on('release', () => (busy -= 1));
  changes = new PostgresChanges({
    connectionString: database.urls.realtime,
    pool,
    log: fastify({ logger: false }).log,
    limits: { ...defaultLimits, changesLingerMs: 0 },
  });
});

afterAll(async () => {
  await changes.stop();
  await pool.end();
  await database.drop();
});

const sub = '1c1a0000-0000-4000-8000-000000000001';
const request = (n: number) =>
  ({
    id: n,
    event: '*',
    schema: 'public',
    table: 'widget_configurations',
    filters: [{ column: 'public_key', operator: 'match', value: `x{${n}}`, isNegated: false }],
    select: null,
  }) as const;

function subscribe(n: number, isWanted: () => boolean, changeCount = 1) {
  const subscriber = {
    topic: 'realtime:menus',
    member: { serializer: '2.0.0', send: () => undefined },
    claims: claimsSchema.parse({ role: 'authenticated', exp: 4_102_444_800, sub }),
    network: '203.0.113.7',
    changeCount,
  } as const;
  const ends = { isWanted, lost: () => undefined, tooSlow: () => undefined };
  return changes.subscribe(subscriber, [request(n)], ends);
}

it('looks at one subscription of a caller after the other, and at none of who has left', async () => {
  most = 0;
  const results = await Promise.all(Array.from({ length: 8 }, (_, n) => subscribe(n + 1, () => true)));
  expect(results.map(({ ok }) => ok)).toEqual(Array.from({ length: 8 }, () => true));
  expect(most).toBe(1);
  most = 0;
  expect(await subscribe(99, () => false)).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
  expect(most).toBe(0);
});

it('keeps nothing of who left while the subscription was looked at', async () => {
  let looks = 0;
  const leaving = () => (looks += 1) === 1;
  expect(await subscribe(100, leaving)).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
});

it('has no more room for subscriptions that are looked at side by side than for one after the other', async () => {
  const moreThanHalf = defaultLimits.changesPerSite / 2 + 1;
  const results = await Promise.all([101, 102, 103].map((n) => subscribe(n, () => true, moreThanHalf)));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.at(-1)).toMatchObject({ ok: false, error: { kind: 'full' } });
});
