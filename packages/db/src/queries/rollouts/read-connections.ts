import type { Connections } from '@blunari/schema/api';
import { connectionReporting, editingComponentSchema, rolloutFlagKey } from '@blunari/schema/rollout';
import { z } from 'zod';
import type { Tx } from '../../client.ts';

const hourMs = 3_600_000;
const count = z.number().int();

const rowsSchema = z.tuple([
  z.object({
    groups: z.array(
      z.object({
        component: editingComponentSchema,
        batch: count.nullable(),
        reports: count,
        onlineMs: count,
        drops: count,
        polling: count,
        recoverP50Ms: count.nullable(),
        recoverP95Ms: count.nullable(),
      }),
    ),
  }),
]);

/**
 * How lines did since an instant, by component and batch; a platform admin's to see.
 * @param since ISO 8601
 */
export async function readConnections(tx: Tx, since: string): Promise<Connections> {
  const rows = await tx.$queryRaw`
    select widget_private.rollout_connections(${rolloutFlagKey}, ${since}::timestamptz) as groups`;
  return {
    share: connectionReporting.share,
    groups: rowsSchema.parse(rows)[0].groups.map(({ component, batch, onlineMs, drops, ...numbers }) => ({
      component,
      batch,
      numbers: {
        ...numbers,
        hoursOnline: onlineMs / hourMs,
        dropsPerHundredHours: onlineMs === 0 ? null : (100 * drops) / (onlineMs / hourMs),
      },
    })),
  };
}
