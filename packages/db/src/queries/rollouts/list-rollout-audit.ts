import type { AuditEntry, auditInputSchema } from '@blunari/schema/api';
import { describeChange, rolloutFlagKey } from '@blunari/schema/rollout';
import { z } from 'zod';
import type { Tx } from '../../client.ts';

const storedSchema = z.record(z.string(), z.unknown()).nullable();

const rowsSchema = z.tuple([
  z.object({
    entries: z.array(
      z.object({
        id: z.string(),
        at: z.string(),
        actorName: z.string().nullable(),
        action: z.string(),
        before: storedSchema,
        after: storedSchema,
        reason: z.string(),
        tenantId: z.string().nullable(),
        tenantName: z.string(),
      }),
    ),
  }),
]);

const batchOfSchema = z.object({ batch: z.number() });

/** What happened in the roll-out, newest first, a page at a time; a platform admin's to see. */
export async function listRolloutAudit(
  tx: Tx,
  { before: beforeEntry, limit }: z.infer<typeof auditInputSchema>,
): Promise<{ readonly entries: AuditEntry[]; readonly isLastPage: boolean }> {
  const rows = await tx.$queryRaw`
    select widget_private.rollout_audit(
      ${rolloutFlagKey}, ${beforeEntry ?? null}::uuid, ${limit + 1}::integer
    ) as entries`;
  const [{ entries }] = rowsSchema.parse(rows);
  return {
    entries: entries.slice(0, limit).map(({ tenantId, tenantName, before, after, ...entry }) => ({
      ...entry,
      what: describeChange({ action: entry.action, before, after, tenantName }),
      tenant: tenantId === null ? null : { id: tenantId, name: tenantName },
      batch: batchOfSchema.safeParse(after ?? before).data?.batch ?? null,
    })),
    isLastPage: entries.length <= limit,
  };
}
