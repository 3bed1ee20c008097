import { once } from 'node:events';
import { Client } from 'pg';
import { from } from 'pg-copy-streams';
import { browser, pageUrl, referrer, type VisitRow } from './visits.ts';

/** How one connection stores its rows; answers how long each durable commit took, in ms. */
export type WriteRows = (client: Client, rows: readonly VisitRow[]) => Promise<readonly number[]>;

const columns =
  'id, widget_id, tenant_id, event_type, "timestamp", metadata, session_id, user_agent, ip_address, referrer, page_url';

const valuesOf = ({ restaurant, id, type, at, sessionId, step }: VisitRow): readonly string[] => [
  id,
  restaurant.widgetId,
  restaurant.tenantId,
  type,
  at.toISOString(),
  JSON.stringify({ step, locale: 'it' }),
  sessionId,
  browser,
  '203.0.113.0/24',
  referrer,
  pageUrl,
];

/** A commit for every row. */
export const insertOneByOne: WriteRows = async (client, rows) => {
  const tookMs: number[] = [];
  for (const row of rows) {
    const startedMs = performance.now();
    await client.query({
      name: 'insert visit',
      text: `insert into public.widget_analytics (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      values: [...valuesOf(row)],
    });
    tookMs.push(performance.now() - startedMs);
  }
  return tookMs;
};

/** One commit for all: as fast as rows get in, without a total of anything. */
export const copyAll: WriteRows = async (client, rows) => {
  const startedMs = performance.now();
  const stream = client.query(from(`copy public.widget_analytics (${columns}) from stdin`));
  const done = once(stream, 'finish');
  for (const row of rows) if (!stream.write(`${valuesOf(row).join('\t')}\n`)) await once(stream, 'drain');
  stream.end();
  await done;
  return [performance.now() - startedMs];
};

/** The rows over so many connections at once, each with a share of its own. */
export async function writeOver(
  ownerUrl: string,
  connections: number,
  rows: readonly VisitRow[],
  write: WriteRows,
): Promise<{ readonly seconds: number; readonly tookMs: readonly number[] }> {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new Client({ connectionString: ownerUrl });
      await client.connect();
      return client;
    }),
  );
  const share = Math.ceil(rows.length / connections);
  const startedMs = performance.now();
  const took = await Promise.all(
    clients.map((client, index) => write(client, rows.slice(index * share, (index + 1) * share))),
  );
  const seconds = (performance.now() - startedMs) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  return { seconds, tookMs: took.flat() };
}
