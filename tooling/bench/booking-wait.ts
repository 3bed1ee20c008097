import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { createDatabase, type Database } from '@blunari/db';
import { applyRetention, rebuildRollups } from '@blunari/db/jobs';
import { withClient } from '@blunari/db/server';
import { setUp, type Bench, type Restaurant } from './client/set-up.ts';
import { summarize, type Sample } from './client/table.ts';

/**
 * How long a guest's booking waits while jobs count or forget the visits of the same restaurant:
 * `node booking-wait.ts [--days 60] [--perDay 2000]`. Bookings follow one another without a pause.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { days: { type: 'string', default: '60' }, perDay: { type: 'string', default: '2000' } },
  });
  const bench = await setUp();
  try {
    const restaurant = await bench.addRestaurant();
    await fill(bench, restaurant, Number(values.days), Number(values.perDay));
    const database = createDatabase({ url: bench.apiUrl });
    await measureAll(bench, restaurant, database);
    await database.close();
  } finally {
    await bench.stop();
  }
}

/** Visits of three events each, over some past days, and a room that is never full. */
async function fill({ ownerUrl }: Bench, restaurant: Restaurant, days: number, perDay: number): Promise<void> {
  const capacity = { seats: 500, pacingCovers: 0, turnMinutes: { '1': 90 }, bufferMinutes: 0 };
  await withClient(ownerUrl, async (client) => {
    await client.query(`update public.widget_configurations set config = config || $2::jsonb where id = $1`, [
      restaurant.widgetId,
      JSON.stringify({ capacity }),
    ]);
    await client.query(
      `insert into public.widget_analytics
         (id, widget_id, tenant_id, event_type, "timestamp", metadata, session_id, user_agent, referrer, page_url)
       select gen_random_uuid(), $1::uuid, $2::uuid, (array['view', 'interaction', 'interaction'])[n % 3 + 1],
         now() - make_interval(secs => n * 86400.0 / $4::integer), jsonb_build_object('step', 'party', 'locale', 'it'),
         md5((n / 3)::text)::uuid, 'Mozilla/5.0 (iPhone) Mobile', 'https://www.google.com/',
         'https://lucia.example.com/page-' || n % 40
       from generate_series(1, $3::integer * $4::integer) as n`,
      [restaurant.widgetId, restaurant.tenantId, days, perDay],
    );
    await client.query('analyze public.widget_analytics');
  });
}

async function measureAll({ ownerUrl }: Bench, restaurant: Restaurant, database: Database): Promise<void> {
  const ask = (sql: string): Promise<unknown> =>
    withClient(ownerUrl, (client) => client.query(sql, [restaurant.tenantId]));
  const count = async (): Promise<void> => {
    await ask('select widget_private.rebuild_rollups(null, null, $1)');
    await rebuildRollups(ownerUrl);
  };
  // The first ones are slow: connections, plans, compiled code.
  await bookDuring(restaurant, database, () => pause(1000));
  const samples = new Map<string, readonly Sample[]>();
  samples.set('alone', await bookDuring(restaurant, database, () => pause(3000)));
  samples.set('while visits are counted again', await bookDuring(restaurant, database, count));
  await ask(`update public.widget_settings set event_days = 30 where tenant_id = $1`);
  samples.set('while old visits go', await bookDuring(restaurant, database, () => applyRetention(ownerUrl)));
  for (const [name, { p50, p99 }] of summarize(samples)) {
    const all = samples.get(name) ?? [];
    const longest = Math.max(...all.map(({ tookMs }) => tookMs));
    process.stdout.write(
      `${name.padEnd(32)} ${String(all.length).padStart(6)} bookings, ` +
        `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, longest ${longest.toFixed(1)} ms\n`,
    );
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function bookDuring(
  { publicKey }: Restaurant,
  { visitor }: Database,
  job: () => Promise<unknown>,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const done = new AbortController();
  const running = job().finally(() => done.abort());
  for (let turn = 0; !done.signal.aborted; turn += 1) {
    const startedMs = performance.now();
    const booked = await visitor.createBooking(publicKey, wish(turn));
    if (!booked.ok) throw new Error(booked.error.message);
    samples.push({ tookMs: performance.now() - startedMs, cpuMs: 0 });
  }
  await running;
  return samples;
}

const quarterMs = 900_000;

/** Another quarter hour each time, from tomorrow on. */
function wish(turn: number): Parameters<Database['visitor']['createBooking']>[1] {
  const startsAt = new Date((Math.ceil(Date.now() / quarterMs) + 100 + (turn % 2000)) * quarterMs);
  return {
    idempotencyKey: randomUUID(),
    partySize: 1,
    startsAt: startsAt.toISOString(),
    guest: { name: 'Giulia Ferri', email: 'giulia@example.com', phone: '+39051123456' },
    notes: '',
    locale: 'it',
    sessionId: randomUUID(),
    source: 'widget',
    localDate: startsAt.toISOString().slice(0, 10),
    today: new Date().toISOString().slice(0, 10),
    visit: { ip: '203.0.113.77', userAgent: 'Mozilla/5.0', referrer: '', pageUrl: 'https://lucia.example.com/' },
  };
}

await main();
