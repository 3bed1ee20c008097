import { insightLimits, refusingRules, type Wish, type Period } from '@blunari/schema/insights';
import { z } from 'zod';
import type { InsightScope, Reader } from './scope.ts';

const rowsSchema = z.array(
  z.object({
    wantedDate: z.string(),
    wantedTime: z.string(),
    partySize: z.number(),
    rule: z.enum(refusingRules),
    sessions: z.number(),
  }),
);

/** What sessions of some local days wanted and saw no time for, the most wanted first; the sooner of two. */
export async function readWishes(
  tx: Reader,
  { tenantId, widgetIds }: InsightScope,
  period: Period,
): Promise<readonly Wish[]> {
  const rows = await tx.$queryRaw`
    select t.wanted_date::text as "wantedDate", t.wanted_time as "wantedTime", t.party_size as "partySize", t.rule,
      sum(t.sessions)::float8 as sessions
    from public.widget_turned_away t
    where t.tenant_id = ${tenantId}::uuid and t.widget_id = any (${widgetIds}::uuid[])
      and t.local_date between ${period.from}::date and ${period.to}::date and t.rule <> 'other'
    group by t.wanted_date, t.wanted_time, t.party_size, t.rule
    having sum(t.sessions) > 0
    order by sum(t.sessions) desc, t.wanted_date, t.wanted_time, t.party_size, t.rule
    limit ${insightLimits.maxWishes}`;
  return rowsSchema.parse(rows);
}
