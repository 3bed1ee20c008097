import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import { ok } from '@blunari/schema/result';
import fastify from 'fastify';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { claimsSchema } from '../../../tokens/claims.ts';
import { createPermissions, type Caller, type Permissions } from './permissions.ts';

let database: TestDatabase;
let owner: Pool;
let pool: Pool;
let permissions: Permissions;
let transactions: number;

const { log } = fastify({ logger: false });
const yes = ok({ broadcast: true, presence: true });
const no = ok({ broadcast: false, presence: false });

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new Pool({ connectionString: database.urls.owner, max: 2 });
  pool = new Pool({ connectionString: database.urls.realtime, max: 6, statement_timeout: 3_000 });
  pool.on('acquire', () => (transactions += 1));
  permissions = createPermissions(pool, log);
  await owner.query(`
    create policy own on realtime.messages for select to authenticated
      using (topic = (select realtime.topic()) and topic = 'user:' || (select auth.uid())::text);
    create policy of_claims on realtime.messages for select to anon
      using (topic = 'for ' || ((select current_setting('request.jwt.claims', true))::jsonb ->> 'name'));
    create policy casting on realtime.messages for select to authenticated
      using (topic like 'cast:%' and substr(topic, 6)::uuid = (select auth.uid()));
    create policy send on realtime.messages for insert to authenticated
      with check (topic = 'user:' || (select auth.uid())::text and extension = 'broadcast');`);
});

afterAll(async () => {
  await Promise.all([owner.end(), pool.end()]);
  await database.drop();
});

const network = '203.0.113.7';
const person = (sub: string = randomUUID()): Caller & { readonly sub: string } => ({
  claims: claimsSchema.parse({ role: 'authenticated', aud: 'authenticated', exp: 1, sub }),
  network,
  sub,
});
const visitor = (name: string): Caller => ({ claims: claimsSchema.parse({ role: 'anon', exp: 1, name }), network });

it('asks for a crowd of different people, topics and claims in a few transactions, each as itself', async () => {
  transactions = 0;
  const people = Array.from({ length: 500 }, () => person());
  const answers = await Promise.all(
    people.flatMap((caller, n) => [
      permissions.read(caller, `user:${caller.sub}`),
      permissions.read(caller, `user:${people[(n + 1) % 500]?.sub}`),
      permissions.read(visitor(`v${n}`), `for v${n}`),
      permissions.read(visitor(`v${n}`), `for v${n + 1}`),
      permissions.write(caller, `user:${caller.sub}`, 'broadcast'),
      permissions.write(caller, `user:${caller.sub}`, 'presence'),
      permissions.read(caller, `cast:${caller.sub}`),
      permissions.read(caller, 'cast:no uuid'),
    ]),
  );
  const expected = people.flatMap(() => [yes, no, yes, no, ok(true), ok(false), yes, no]);
  expect(answers).toEqual(expected);
  expect(transactions).toBeLessThan(120);
  const { rows } = await owner.query('select count(*)::int as left_over from realtime.messages');
  expect(rows).toEqual([{ left_over: 0 }]);
});

it('refuses what the database cannot read, and answers those who ask beside it', async () => {
  const caller = person();
  const broken = permissions.read(visitor('a'), 'half a pair: \ud800');
  expect(await Promise.all([broken, permissions.read(caller, `user:${caller.sub}`)])).toEqual([no, yes]);
});

it('leaves connections of the pool to others while a crowd asks', async () => {
  let most = 0;
  const watching = setInterval(() => (most = Math.max(most, pool.totalCount - pool.idleCount)), 1);
  await Promise.all(
    Array.from({ length: 1_000 }, async () => {
      const caller = person();
      expect(await permissions.read(caller, `user:${caller.sub}`)).toEqual(yes);
    }),
  );
  clearInterval(watching);
  expect(most).toBeLessThanOrEqual(2);
});

it('lets a slow policy delay nobody but those it is asked about', async () => {
  await owner.query(`
    create policy sleepy on realtime.messages for select to anon
      using (case when topic = 'sleepy' then pg_sleep(60) is not null when topic like 'tired%' then pg_sleep(0.4) is not null end)`);
  const caller = person();
  const asked = ['sleepy', 'tired 1', 'tired 2', 'tired 3', 'tired 4'].map((topic) =>
    permissions.read(visitor('x'), topic),
  );
  const quick = await Promise.all([
    permissions.read(caller, `user:${caller.sub}`),
    permissions.read(visitor('y'), 'for y'),
  ]);
  expect(quick).toEqual([yes, yes]);
  const [sleepy, ...tired] = await Promise.all(asked);
  expect(sleepy).toEqual({ ok: false, error: 'unavailable' });
  expect(tired).toEqual([yes, yes, yes, yes]);
  await owner.query('drop policy sleepy on realtime.messages');
});

it("answers a person at once while a stranger's network asks about a thousand topics", async () => {
  let answered = 0;
  const flood = Promise.all(
    Array.from({ length: 2_000 }, async (_, n) => {
      await permissions.read(visitor('flood'), `made up ${n}`);
      answered += 1;
    }),
  );
  const caller = person();
  expect(await permissions.read(caller, `user:${caller.sub}`)).toEqual(yes);
  const elsewhere: Caller = { ...visitor('guest'), network: '198.51.100.9' };
  expect(await permissions.read(elsewhere, 'for guest')).toEqual(yes);
  expect(answered).toBeLessThan(1_000);
  await flood;
});
