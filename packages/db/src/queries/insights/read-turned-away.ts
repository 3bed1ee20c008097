import { turnedAwaySchema, type TurnedAway, type Period } from '@blunari/schema/insights';
import type { InsightScope, Reader } from './scope.ts';

/** How many wishes of some local days each rule refused, the most first. */
export async function readTurnedAway(
  tx: Reader,
  { tenantId, widgetIds }: InsightScope,
  period: Period,
): Promise<TurnedAway['rules']> {
  const rows = await tx.$queryRaw`
    select t.rule, sum(t.sessions)::float8 as sessions
    from public.widget_turned_away t
    where t.tenant_id = ${tenantId}::uuid and t.widget_id = any (${widgetIds}::uuid[])
      and t.local_date between ${period.from}::date and ${period.to}::date
    group by t.rule
    having sum(t.sessions) > 0
    order by sum(t.sessions) desc, t.rule`;
  return turnedAwaySchema.shape.rules.parse(rows);
}
