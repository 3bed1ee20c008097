import type { InsightFilter, Period } from '@blunari/schema/insights';
import { z } from 'zod';
import type { InsightScope, Reader } from './scope.ts';

const rowsSchema = z.array(
  z.object({
    widgetId: z.string(),
    /** `''`: all sessions, whatever they used. */
    step: z.string(),
    sessions: z.number(),
    convertedSessions: z.number(),
  }),
);

export type CombinedStep = z.infer<typeof rowsSchema>[number];

/** Sessions under a filter by the steps they used, widget by widget. 30 days at most. Throws invalid_input. */
export async function readCombinedSteps(
  tx: Reader,
  { tenantId, widgetIds }: InsightScope,
  { from, to }: Period,
  filter: InsightFilter,
): Promise<readonly CombinedStep[]> {
  const rows = await tx.$queryRaw`
    select c.widget::text as "widgetId", c.step, c.sessions::float8 as sessions, c.converted::float8 as "convertedSessions"
    from widget_private.combined_steps(
      tenant => ${tenantId}::uuid, widgets => ${widgetIds}::uuid[], since => ${from}::date, until => ${to}::date,
      dimension => ${filter.dimension}::text, value => ${filter.value}::text
    ) as c`;
  return rowsSchema.parse(rows);
}
