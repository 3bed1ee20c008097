import type { Rollout } from '@blunari/schema/api';
import {
  addSaves,
  batchSchema,
  batchStatusSchema,
  durationCountsSchema,
  flagStageSchema,
  numbersOf,
  rolloutFlagKey,
  type Batch,
} from '@blunari/schema/rollout';
import { z } from 'zod';
import type { Tx } from '../../client.ts';
import { readStopRule } from './read-stop-rule.ts';

const count = z.number().int();

const saveSumSchema = z.object({ saves: count, errors: count, durations: durationCountsSchema });

const storedBatchSchema = z.object({
  batch: count,
  byTenants: count.nullable(),
  percent: z.number(),
  status: batchStatusSchema,
  tenants: count,
  goesOnAfterMinutes: count.nullable(),
  reason: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  // Windows as they were stored; a shape of an older release is no reason to show nothing.
  stop: batchSchema.shape.stop.catch(null),
  sums: z.object({ batch: saveSumSchema.optional(), others: saveSumSchema.optional() }),
});

type StoredBatch = z.infer<typeof storedBatchSchema>;

const stateSchema = z.tuple([
  z.object({
    state: z.object({
      stage: flagStageSchema,
      percent: z.number(),
      version: count,
      reason: z.string(),
      updatedAt: z.string(),
      retiredAt: z.string().nullable(),
      rule: z.unknown(),
      currentBatch: count.nullable(),
      tenants: z.object({ all: count, moved: count, putIn: count, takenOut: count }),
      batches: z.array(storedBatchSchema),
    }),
  }),
]);

/** The roll-out with its batches and their numbers, as a platform admin sees it; throws forbidden for anybody else. */
export async function readRollout(tx: Tx): Promise<Rollout> {
  const rows = await tx.$queryRaw`select widget_private.rollout_state(${rolloutFlagKey}) as state`;
  const [{ state }] = stateSchema.parse(rows);
  return { ...state, rule: readStopRule(state.rule), batches: state.batches.map(withNumbers) };
}

function withNumbers({ byTenants, sums, ...stored }: StoredBatch): Batch {
  return {
    ...stored,
    target: byTenants === null ? { by: 'percent', percent: stored.percent } : { by: 'tenants', tenants: byTenants },
    saves: numbersOf(addSaves(sums.batch ? [sums.batch] : [])),
    others: numbersOf(addSaves(sums.others ? [sums.others] : [])),
  };
}
