import { withClient } from '@blunari/db/server';
import { z } from 'zod';

const rowsSchema = z.array(z.object({ name: z.string(), rows: z.number(), bytes: z.number() }));

const tables = [
  'public.widget_analytics',
  'widget_private.insight_sessions',
  'public.widget_analytics_buckets',
  'public.widget_analytics_daily',
] as const;

/** What the tables of visits take on disk by now, with their indexes: rows of text, with bytes for each row of theirs. */
export async function sizes(ownerUrl: string): Promise<readonly string[][]> {
  return withClient(ownerUrl, async (client) => {
    await client.query(`vacuum ${tables.join(', ')}`);
    const { rows } = await client.query(
      tables
        .map(
          (name) =>
            `select '${name}' as name, count(*)::float8 as rows, pg_total_relation_size('${name}')::float8 as bytes from ${name}`,
        )
        .join(' union all '),
    );
    return [
      ['table', 'rows', 'MB', 'bytes a row'],
      ...rowsSchema
        .parse(rows)
        .map(({ name, rows: count, bytes }) => [
          name,
          String(count),
          (bytes / 1e6).toFixed(1),
          count === 0 ? '' : String(Math.round(bytes / count)),
        ]),
    ];
  });
}
