import { insightLimits, turnedAwaySchema, type Period, type TurnedAway } from '@blunari/schema/insights';
import { z } from 'zod';
import type { InsightScope, Reader } from './scope.ts';

const rowsSchema = z.array(turnedAwaySchema.pick({ wishes: true, rules: true }));

/**
 * What sessions of some local days wanted and saw no time for, the most wanted first and the sooner of two, as far as it
 * is listed; and how many wishes each rule refused, the most first. Read once for both: a year may have 50,000 rows.
 */
export async function readTurnedAway(
  tx: Reader,
  { tenantId, widgetIds }: InsightScope,
  period: Period,
): Promise<Pick<TurnedAway, 'wishes' | 'rules'>> {
  const rows = await tx.$queryRaw`
    with wanted as materialized (
      select t.wanted_date, t.wanted_time, t.party_size, t.rule, sum(t.sessions) as sessions
      from public.widget_turned_away t
      where t.tenant_id = ${tenantId}::uuid and t.widget_id = any (${widgetIds}::uuid[])
        and t.local_date between ${period.from}::date and ${period.to}::date
      group by t.wanted_date, t.wanted_time, t.party_size, t.rule
      having sum(t.sessions) > 0
    )
    select coalesce((
      select jsonb_agg(most)
      from (
        select w.wanted_date::text as "wantedDate", w.wanted_time as "wantedTime", w.party_size as "partySize", w.rule,
          w.sessions
        from wanted w
        where w.rule <> 'other'
        order by w.sessions desc, w.wanted_date, w.wanted_time, w.party_size, w.rule
        limit ${insightLimits.maxWishes}
      ) as most
    ), '[]') as wishes, coalesce((
      select jsonb_agg(refused)
      from (
        select w.rule, sum(w.sessions) as sessions from wanted w group by w.rule order by sum(w.sessions) desc, w.rule
      ) as refused
    ), '[]') as rules`;
  return rowsSchema.parse(rows)[0] ?? { wishes: [], rules: [] };
}
