import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { withClient } from '@blunari/db/server';
import { startStack } from '@blunari/stack/testing';
import { startApi } from '../journal/api-process.ts';
import { signIn, type Owner } from '../reconnect/product.ts';
import { quantile } from '../realtime/table.ts';
import { openScreen, type Noted, type Screen } from './screen.ts';
import { createVisitors, type Visitors } from './visitors.ts';

/**
 * How soon a visit is on an owner's Insights screen, with one and two API processes on one database: from the
 * acknowledgement, which follows the commit, to the socket and to the document of a browser; and how close together the
 * totals were told, which is never under a second. All on one machine and one clock: `pnpm bench:ticks`. Needs built apps.
 */
async function main(): Promise<void> {
  const stack = await startStack({ env: { TRUST_PROXY: '127.0.0.1' } });
  const second = await startApi(stack.env.DATABASE_URL);
  const owner = await signIn(stack);
  const screen = await openScreen(owner);
  try {
    const key = await bookingKey(owner);
    process.stdout.write(`${HEAD}\n`);
    for (const [processes, urls] of [
      ['one process', [stack.widgetUrl]],
      ['two processes', [stack.widgetUrl, second.url]],
    ] as const) {
      const visitors = createVisitors(urls, key);
      await measure(owner, screen, visitors, { name: `${processes}, now and then`, views: 40, maxPauseMs: 3000 });
      await measure(owner, screen, visitors, {
        name: `${processes}, one after the other`,
        views: 150,
        maxPauseMs: 300,
      });
    }
  } finally {
    await screen.close();
    await second.stop();
    await stack.stop();
  }
}

const HEAD =
  'visits | views | to the socket: p50, p99, longest ms | on screen: p50, p99, longest ms | ticks | closest ticks ms';

interface Trial {
  readonly name: string;
  readonly views: number;
  /** Between two visits it is any time up to this. */
  readonly maxPauseMs: number;
}

async function measure(
  owner: Owner,
  screen: Screen,
  visitors: Visitors,
  { name, views, maxPauseMs }: Trial,
): Promise<void> {
  const before = await screen.views();
  const startedAt = new Date();
  const acknowledged = new Map<number, number>();
  for (let count = before + 1; count <= before + views; count += 1) {
    acknowledged.set(count, await visitors.view());
    await delay(Math.random() * maxPauseMs);
  }
  await screen.showing(before + views);
  const { heard, seen } = await screen.noted();
  const gaps = await tickGapsMs(owner, startedAt);
  const times = (noted: Noted): string => {
    const waits = [...acknowledged].map(([count, atMs]) => firstWith(noted, count) - atMs);
    return [0.5, 0.99, 1].map((share) => quantile(waits, share).toFixed(0).padStart(5)).join(', ');
  };
  const cells = [name.padEnd(36), views, times(heard), times(seen), gaps.length + 1, Math.min(...gaps).toFixed(0)];
  process.stdout.write(`${cells.join(' | ')}\n`);
}

/** A total holds all that came before it. */
function firstWith(noted: Noted, count: number): number {
  return noted.find(([views]) => views >= count)?.[1] ?? Number.NaN;
}

/** Between the messages of one widget's totals, as they were written. */
async function tickGapsMs({ stack, topic }: Owner, since: Date): Promise<readonly number[]> {
  const { rows } = await withClient(stack.env.DATABASE_OWNER_URL, (client) =>
    client.query<{ at: number }>(
      `select extract(epoch from (payload ->> 'committedAt')::timestamptz)::float8 * 1000 as at from realtime.messages
       where topic = $1 and event = 'insights.tick' and inserted_at >= $2 order by 1`,
      [topic, since],
    ),
  );
  return rows.slice(1).map(({ at }, index) => at - (rows[index]?.at ?? Number.NaN));
}

async function bookingKey({ stack, tenantId }: Owner): Promise<string> {
  const { rows } = await withClient(stack.env.DATABASE_OWNER_URL, (client) =>
    client.query<{ key: string }>(
      `select public_key as key from public.widget_configurations where tenant_id = $1 and widget_type = 'booking'`,
      [tenantId],
    ),
  );
  const [widget] = rows;
  if (!widget) throw new Error('The demo has a booking widget.');
  return widget.key;
}

await main();
