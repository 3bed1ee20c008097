import type { Live } from '@blunari/schema/insights';
import { fillMinutes, firstMinuteMs } from '@blunari/schema/insights/answers';
import { z } from 'zod';
import type { InsightScope, Reader } from './scope.ts';

const rowsSchema = z.array(
  z.object({
    /** Null: all minutes together. */
    minute: z.number().nullable(),
    sessions: z.number(),
    sessionsIn5Minutes: z.number(),
    views: z.number(),
    interactions: z.number(),
    conversions: z.number(),
  }),
);

/** What visitors did in the last half hour: the only question that reads events themselves, a stretch of their index. */
export async function readRecent(tx: Reader, { tenantId, widgetIds }: InsightScope, nowMs: number): Promise<Live> {
  const first = new Date(firstMinuteMs(nowMs)).toISOString();
  const now = new Date(nowMs).toISOString();
  const rows = await tx.$queryRaw`
    select e.minute, count(distinct e.session_id)::float8 as sessions,
      (count(distinct e.session_id) filter (where e.at > ${now}::timestamptz - interval '5 minutes'))::float8
        as "sessionsIn5Minutes",
      (count(*) filter (where e.type = 'view'))::float8 as views,
      (count(*) filter (where e.type = 'interaction'))::float8 as interactions,
      (count(*) filter (where e.type = 'conversion'))::float8 as conversions
    from (
      select floor(extract(epoch from a."timestamp" - ${first}::timestamptz) / 60)::float8 as minute, a.session_id,
        a.event_type as type, a."timestamp" as at
      from public.widget_analytics a
      where a.tenant_id = ${tenantId}::uuid and a.widget_id = any (${widgetIds}::uuid[])
        and a."timestamp" >= ${first}::timestamptz and a."timestamp" <= ${now}::timestamptz
    ) as e
    group by grouping sets ((e.minute), ())`;
  const counted = rowsSchema.parse(rows);
  const all = counted.find(({ minute }) => minute === null);
  const minutes = counted.flatMap(({ minute, ...counts }) => (minute === null ? [] : [{ ...counts, minute }]));
  return {
    at: now,
    sessionsIn5Minutes: all?.sessionsIn5Minutes ?? 0,
    sessionsIn30Minutes: all?.sessions ?? 0,
    minutes: fillMinutes(minutes, nowMs),
  };
}
