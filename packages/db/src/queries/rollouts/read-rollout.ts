import type { Rollout } from '@blunari/schema/api';
import {
  addSaves,
  batchSchema,
  batchStatusSchema,
  flagStageSchema,
  numbersOf,
  rolloutFlagKey,
  type Batch,
} from '@blunari/schema/rollout';
import { z } from 'zod';
import type { Tx } from '../../client.ts';
import { readSaveSums } from './save-sums.ts';
import { readStopRule } from './read-stop-rule.ts';

const count = z.number().int();

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

/** Longer than any roll-out: all of a batch's time is one window, or two. */
const tenYearsMinutes = 10 * 365 * 24 * 60;

/**
 * The roll-out with its batches and their numbers, as a platform admin sees it; throws forbidden for anybody else.
 * @param now Unix time in ms
 */
export async function readRollout(tx: Tx, now: number): Promise<Rollout> {
  const rows = await tx.$queryRaw`select widget_private.rollout_state(${rolloutFlagKey}) as state`;
  const [{ state }] = stateSchema.parse(rows);
  const batches: Batch[] = [];
  // One connection, so one after the other anyway.
  for (const stored of state.batches) batches.push(await withNumbers(tx, stored, now));
  return { ...state, rule: readStopRule(state.rule), batches };
}

async function withNumbers(tx: Tx, { byTenants, ...stored }: StoredBatch, now: number): Promise<Batch> {
  const { batch, startedAt, endedAt } = stored;
  const sums =
    startedAt === null
      ? []
      : await readSaveSums(tx, {
          since: startOfMinute(startedAt),
          until: endedAt ?? new Date(now + 60_000).toISOString(),
          windowMinutes: tenYearsMinutes,
        });
  return {
    ...stored,
    target: byTenants === null ? { by: 'percent', percent: stored.percent } : { by: 'tenants', tenants: byTenants },
    saves: numbersOf(addSaves(sums.filter((sum) => sum.component === 'editor' && sum.batch === batch))),
    others: numbersOf(addSaves(sums.filter((sum) => sum.component === 'form' && sum.batch !== batch))),
  };
}

const startOfMinute = (instant: string): string => `${instant.slice(0, 16)}:00Z`;
