import { failuresSchema, type Failures } from '@blunari/schema/api';
import { rolloutFlagKey, type EditingComponent } from '@blunari/schema/rollout';
import { z } from 'zod';
import type { Tx } from '../../client.ts';

export interface FailuresWanted {
  /** ISO 8601. */
  readonly since: string;
  readonly component?: EditingComponent | undefined;
  readonly batch?: number | undefined;
}

const rowsSchema = z.tuple([z.object({ failures: failuresSchema.shape.failures })]);

/** Why saves failed, most frequent first; a platform admin's to see. */
export async function readFailures(tx: Tx, { since, component, batch }: FailuresWanted): Promise<Failures> {
  const rows = await tx.$queryRaw`
    select widget_private.rollout_failures(
      ${rolloutFlagKey}, ${since}::timestamptz, ${component ?? null}::text, ${batch ?? null}::integer
    ) as failures`;
  return rowsSchema.parse(rows)[0];
}
