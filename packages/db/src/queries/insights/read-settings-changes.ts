import { widgetTypeSchema } from '@blunari/schema/config';
import { insightLimits } from '@blunari/schema/insights';
import { z } from 'zod';
import type { InsightScope, Reader } from './scope.ts';

const rowsSchema = z.array(
  z.object({
    widget: widgetTypeSchema,
    version: z.number(),
    patch: z.unknown(),
    isActive: z.boolean(),
    wasActive: z.boolean().nullable(),
    changedBy: z.string().nullable(),
    changedAtMs: z.number(),
  }),
);

export type StoredChange = z.infer<typeof rowsSchema>[number];

/** The newest versions made from one instant (Unix ms) to another, without it, oldest first; and whether these are all. */
export async function readSettingsChanges(
  tx: Reader,
  { tenantId, widgetIds }: InsightScope,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<{ readonly changes: readonly StoredChange[]; readonly isComplete: boolean }> {
  const rows = await tx.$queryRaw`
    select w.widget_type as widget, v.version, v.patch, v.is_active as "isActive", (
        select before.is_active from public.widget_config_versions before
        where before.widget_id = v.widget_id and before.version = v.version - 1
      ) as "wasActive",
      v.changed_by::text as "changedBy", floor(extract(epoch from v.changed_at) * 1000)::float8 as "changedAtMs"
    from public.widget_config_versions v
    join public.widget_configurations w on w.id = v.widget_id
    where v.tenant_id = ${tenantId}::uuid and v.widget_id = any (${widgetIds}::uuid[])
      and v.changed_at >= ${new Date(fromMs).toISOString()}::timestamptz
      and v.changed_at < ${new Date(toMs).toISOString()}::timestamptz
    order by v.changed_at desc, v.version desc
    limit ${insightLimits.maxChanges + 1}`;
  const changes = rowsSchema.parse(rows);
  return {
    changes: changes.slice(0, insightLimits.maxChanges).toReversed(),
    isComplete: changes.length <= insightLimits.maxChanges,
  };
}
