import { rebuildRollups } from '@blunari/db/jobs';
import { withClient } from '@blunari/db/server';
import { z } from 'zod';

/** Ids of all events that are stored. */
export async function storedIds(ownerUrl: string): Promise<ReadonlySet<string>> {
  const rows = await ask(ownerUrl, `select id::text from public.widget_analytics`);
  return new Set(rows.map(({ id }) => String(id)));
}

const counts = `count(*) filter (where event_type = 'view')::int as views,
  count(*) filter (where event_type = 'interaction')::int as interactions`;

/** How many restaurants' visits are stored and not counted yet, or put aside. */
export async function uncounted(ownerUrl: string): Promise<number> {
  const rows = await ask(
    ownerUrl,
    `select tenant_id from widget_private.uncounted_visits union all select tenant_id from widget_private.waiting_insights`,
  );
  return rows.length;
}

/** Views, interactions and sessions by widget: counted from what is stored, and as the roll-ups say. */
export async function countBothWays(ownerUrl: string) {
  const raw = await ask(
    ownerUrl,
    `select widget_id::text, ${counts}, count(distinct session_id)::int as sessions from public.widget_analytics
     group by 1 order by 1`,
  );
  const byDay = await ask(
    ownerUrl,
    `select widget_id::text, sum(views)::int as views, sum(interactions)::int as interactions, sum(sessions)::int as sessions
     from public.widget_analytics_daily where dimension = 'total' group by 1 order by 1`,
  );
  const byQuarterHour = await ask(
    ownerUrl,
    `select b.widget_id::text, b.views, b.interactions, s.sessions
     from (
       select widget_id, sum(views_00 + views_15 + views_30 + views_45)::int as views,
         sum(interactions_00 + interactions_15 + interactions_30 + interactions_45)::int as interactions
       from public.widget_analytics_buckets group by 1
     ) as b
     join (select widget_id, count(*)::int as sessions from widget_private.insight_sessions group by 1) as s
       using (widget_id)
     order by 1`,
  );
  return { raw, byDay, byQuarterHour };
}

/** All that is counted, but for the versions, which grow with every write. */
export async function rollupsOf(ownerUrl: string): Promise<readonly string[]> {
  const tables = [
    'public.widget_analytics_buckets',
    'public.widget_analytics_daily',
    'widget_private.insight_sessions',
  ];
  const selects = tables.map(
    (table) => `select '${table} ' || (to_jsonb(t) - 'version')::text as line from ${table} t`,
  );
  const rows = await ask(ownerUrl, `${selects.join(' union all ')} order by 1`);
  return rows.map(({ line }) => String(line));
}

/** Counts everything again from what is stored. */
export async function rebuildAll(ownerUrl: string): Promise<void> {
  await ask(ownerUrl, 'select widget_private.rebuild_rollups(null, null)');
  await rebuildRollups(ownerUrl);
}

const rowsSchema = z.array(z.record(z.string(), z.unknown()));

function ask(ownerUrl: string, sql: string): Promise<z.infer<typeof rowsSchema>> {
  return withClient(ownerUrl, async (client) => rowsSchema.parse((await client.query(sql)).rows));
}
