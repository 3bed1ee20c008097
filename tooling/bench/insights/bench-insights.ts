import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { appRouter } from '@blunari/api/router';
import { createDatabase, type Database } from '@blunari/db';
import { rebuildRollups } from '@blunari/db/jobs';
import { seedLoad } from '@blunari/db/seed';
import { withClient } from '@blunari/db/server';
import { ok } from '@blunari/schema/result';
import { pino } from 'pino';
import { z } from 'zod';
import { setUp, type Bench } from '../client/set-up.ts';
import { questionsOf, type Caller, type Question } from './questions.ts';

/**
 * How long each question about a restaurant's visits takes, with few visits and with many:
 * `node insights/bench-insights.ts [--events 50000,500000,5000000] [--rounds 200]`. Each size is one restaurant's, spread
 * over 400 days, in a database of its own; procedures are called without HTTP, one after the other.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '50000,500000,5000000' },
      rounds: { type: 'string', default: '200' },
    },
  });
  for (const eventCount of values.events.split(',').map(Number)) await measureSize(eventCount, Number(values.rounds));
}

const days = 400;

async function measureSize(eventCount: number, rounds: number): Promise<void> {
  const bench = await setUp();
  try {
    const { tenantId, userId } = await fill(bench, eventCount);
    const database = createDatabase({ url: bench.apiUrl });
    say(`${eventCount.toLocaleString('en')} events of one restaurant; ${await sizesOf(bench, eventCount)}`);
    const caller = callerOf(database, userId);
    const today = new Date().toISOString().slice(0, 10);
    for (const question of questionsOf(tenantId, today)) await measure(question, caller, rounds);
    await database.close();
  } finally {
    await bench.stop();
  }
}

async function measure({ name, ask }: Question, caller: Caller, rounds: number): Promise<void> {
  const tookMs: number[] = [];
  // The first ones are slow: connections, plans, compiled code.
  for (let round = -10; round < rounds; round += 1) {
    const startedAtMs = performance.now();
    await ask(caller);
    if (round >= 0) tookMs.push(performance.now() - startedAtMs);
  }
  const sorted = tookMs.toSorted((one, other) => one - other);
  const at = (share: number): string => (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(1);
  say(`  ${name.padEnd(40)} p50 ${at(0.5).padStart(6)} ms, p95 ${at(0.95).padStart(6)} ms`);
}

/** A restaurant with its visits, counted, and somebody who works there. */
async function fill({ ownerUrl }: Bench, eventCount: number): Promise<{ tenantId: string; userId: string }> {
  await seedLoad(ownerUrl, { tenantCount: 1, eventCount, days }, () => undefined);
  await rebuildRollups(ownerUrl, { maxEvents: 50_000 });
  return withClient(ownerUrl, async (client) => {
    const userId = randomUUID();
    await client.query('insert into auth.users (id, email) values ($1, $2)', [userId, `${userId}@example.com`]);
    const { rows } = await client.query(
      `insert into public.tenant_members (tenant_id, user_id, role) select id, $1, 'viewer' from public.tenants
       returning tenant_id::text as "tenantId"`,
      [userId],
    );
    await client.query('vacuum analyze');
    return { tenantId: z.tuple([z.object({ tenantId: z.string() })]).parse(rows)[0].tenantId, userId };
  });
}

function callerOf(db: Database, userId: string): Caller {
  const claims = { role: 'authenticated', exp: 4_102_444_800, sub: userId } as const;
  return appRouter.createCaller({
    db,
    saves: { record: () => undefined, flush: async () => undefined, stop: async () => undefined },
    now: Date.now,
    refusal: () => undefined,
    setup: undefined,
    log: pino({ level: 'silent' }),
    caller: ok({ userId, claims }),
  });
}

const sizesSchema = z.tuple([z.object({ raw: z.number(), sessions: z.number(), rolledUp: z.number() })]);

/** Bytes with indexes, of events, of sessions and of roll-ups. */
async function sizesOf({ ownerUrl }: Bench, eventCount: number): Promise<string> {
  const { rows } = await withClient(ownerUrl, (client) =>
    client.query(`select pg_total_relation_size('public.widget_analytics')::float8 as raw,
      pg_total_relation_size('widget_private.insight_sessions')::float8 as sessions,
      (pg_total_relation_size('public.widget_analytics_daily') + pg_total_relation_size('public.widget_analytics_buckets')
        + pg_total_relation_size('public.widget_turned_away'))::float8 as "rolledUp"`),
  );
  const sizes = sizesSchema.parse(rows)[0];
  const perMillion = (bytes: number): string => `${(((bytes / eventCount) * 1_000_000) / 1_048_576).toFixed(0)} MB`;
  return `per million events ${perMillion(sizes.raw)} raw, ${perMillion(sizes.sessions)} sessions, ${perMillion(sizes.rolledUp)} rolled up`;
}

const say = (line: string): unknown => process.stdout.write(`${line}\n`);

await main();
