import type { Client } from 'pg';
import { z } from 'zod';
import { withClient } from '../../server/with-client.ts';
import { copyRows } from './copy-rows.ts';
import { loadEvents, type LoadEvent, type LoadWidget } from './load-events.ts';
import { randomFrom, uuidFrom, type Random } from './random.ts';

export interface LoadSize {
  readonly tenantCount: number;
  readonly eventCount: number;
  /** How many days until now the visits are spread over. Default: 90. */
  readonly days?: number;
}

/** Told, now and then, how far a step of the work is. */
export type OnLoadProgress = (step: string, done: number, total: number) => void;

const usualDays = 90;
const timeZones = ['Europe/Rome', 'Europe/London', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'] as const;

/**
 * Adds restaurants whose widgets are live, and visits of the last days, by COPY; for measuring, not for showing.
 * All or nothing. Each call adds further restaurants.
 */
export async function seedLoad(ownerUrl: string, size: LoadSize, onProgress: OnLoadProgress): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query('begin');
    const { rows } = await client.query('select count(*)::integer as count from public.tenants');
    const present = z.tuple([z.object({ count: z.int() })]).parse(rows)[0].count;
    // Another stream of numbers for each call, so that no id comes twice.
    const random = randomFrom(present + 1);
    const widgets = await addTenants(client, random, size.tenantCount, present, onProgress);
    await addEvents(client, random, widgets, size, onProgress);
    await client.query(
      'select widget_private.rebuild_rollups(null, null, added.id) from (select distinct unnest($1::uuid[]) as id) as added',
      [widgets.map(({ tenantId }) => tenantId)],
    );
    await client.query('commit');
    await client.query('analyze');
  });
}

async function addTenants(
  client: Client,
  random: Random,
  count: number,
  present: number,
  onProgress: OnLoadProgress,
): Promise<readonly [LoadWidget, ...LoadWidget[]]> {
  const ids = Array.from({ length: count }, () => uuidFrom(random, 4));
  const rows = ids.map((id, index) => [id, `Restaurant ${present + index + 1}`, `load-${id.slice(0, 18)}`]);
  await copyRows(client, 'public.tenants (id, name, slug)', rows, (done) => onProgress('Restaurants', done, count));
  const batchSize = 500;
  for (let start = 0; start < count; start += batchSize) {
    const batch = ids.slice(start, start + batchSize);
    await client.query(
      `update public.widget_settings s set time_zone = ($2::text[])[1 + abs(hashtext(s.tenant_id::text)) % $3::integer]
       where s.tenant_id = any ($1::uuid[])`,
      [batch, timeZones, timeZones.length],
    );
    await client.query(`update public.widget_configurations set is_active = true where tenant_id = any ($1::uuid[])`, [
      batch,
    ]);
    onProgress('Widgets going live', Math.min(start + batchSize, count), count);
  }
  const found = await client.query(
    `select w.id::text, w.tenant_id::text as "tenantId", w.widget_type as type from public.widget_configurations w
     where w.tenant_id = any ($1::uuid[]) order by w.tenant_id, w.widget_type`,
    [ids],
  );
  return widgetsSchema.parse(found.rows);
}

const widgetSchema = z.object({ id: z.uuid(), tenantId: z.uuid(), type: z.enum(['booking', 'catering']) });
const widgetsSchema = z.tuple([widgetSchema], widgetSchema);

async function addEvents(
  client: Client,
  random: Random,
  widgets: readonly [LoadWidget, ...LoadWidget[]],
  { eventCount: count, days = usualDays }: LoadSize,
  onProgress: OnLoadProgress,
): Promise<void> {
  const events = loadEvents(random, widgets, { count, until: Date.now(), days });
  await copyRows(
    client,
    `public.widget_analytics (id, widget_id, tenant_id, event_type, "timestamp", metadata, session_id, user_agent,
       ip_address, referrer, page_url)`,
    mapRows(events),
    (done) => onProgress('Events', done, count),
  );
}

function* mapRows(events: Iterable<LoadEvent>): Generator<readonly (string | null)[]> {
  for (const { id, widget, type, at, metadata, sessionId, visitor } of events) {
    yield [
      id,
      widget.id,
      widget.tenantId,
      type,
      new Date(at).toISOString(),
      JSON.stringify(metadata),
      sessionId,
      visitor.userAgent,
      visitor.ip,
      visitor.referrer || null,
      visitor.pageUrl,
    ];
  }
}
