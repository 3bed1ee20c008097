import type { Dropped, Period } from '@blunari/schema/insights';
import { z } from 'zod';
import type { InsightScope, Reader } from './scope.ts';

const rowsSchema = z.array(z.object({ reason: z.enum(['bot', 'prefetch', 'invalid', 'late']), events: z.number() }));

/** How many events that came on some local days were not counted, by why. */
export async function readDropped(tx: Reader, { tenantId, widgetIds }: InsightScope, period: Period): Promise<Dropped> {
  const rows = await tx.$queryRaw`
    select d.reason, sum(d.events)::float8 as events
    from public.widget_dropped_visits d
    where d.tenant_id = ${tenantId}::uuid and d.widget_id = any (${widgetIds}::uuid[])
      and d.local_date between ${period.from}::date and ${period.to}::date
    group by d.reason`;
  const counted = new Map(rowsSchema.parse(rows).map(({ reason, events }) => [reason, events]));
  return {
    bot: counted.get('bot') ?? 0,
    prefetch: counted.get('prefetch') ?? 0,
    invalid: counted.get('invalid') ?? 0,
    late: counted.get('late') ?? 0,
  };
}
