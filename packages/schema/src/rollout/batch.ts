import { z } from 'zod';
import { instantSchema } from '../time.ts';
import { judgedWindowSchema, saveNumbersSchema } from './numbers.ts';
import { sharePercentSchema } from './flag.ts';

/** Where a batch stands. */
export const batchStatuses = ['planned', 'running', 'paused', 'stopped', 'done', 'rolled_back', 'aborted'] as const;

export const batchStatusSchema = z.enum(batchStatuses);

export type BatchStatus = z.infer<typeof batchStatusSchema>;

export const batchStatusWords = {
  planned: { name: 'Waits', meaning: 'Its restaurants are not moved yet.' },
  running: { name: 'Running', meaning: 'Its restaurants are moved; the rule watches them.' },
  paused: { name: 'Paused', meaning: 'Its restaurants are moved and watched; nothing goes on by itself.' },
  stopped: { name: 'Stopped', meaning: 'The rule stopped it; nobody else is moved until somebody decides.' },
  done: { name: 'Passed', meaning: 'Its restaurants are moved, and the next batch was begun.' },
  rolled_back: { name: 'Moved back', meaning: 'Its restaurants have the earlier form again; it can be begun again.' },
  aborted: { name: 'Aborted', meaning: 'The plan ended here; moved restaurants stay moved.' },
} as const satisfies Record<BatchStatus, { name: string; meaning: string }>;

/** How far a batch reaches: up to a share of all restaurants, or so many more than the batch before. */
export const batchTargetSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('percent'), percent: sharePercentSchema.gt(0) }),
  z.strictObject({ by: z.literal('tenants'), tenants: z.number().int().min(1).max(1_000_000) }),
]);

export type BatchTarget = z.infer<typeof batchTargetSchema>;

/** A batch with its numbers since it was begun. */
export const batchSchema = z.object({
  batch: z.number().int().min(1),
  target: batchTargetSchema,
  /** Share that has the feature once it is moved; for a batch by size it is exact only from its beginning on. */
  percent: sharePercentSchema,
  status: batchStatusSchema,
  /** Restaurants that it moves, by their place alone: some of them may be put in or taken out by hand. */
  tenants: z.number().int().nonnegative(),
  /** The next batch begins by itself after so long without a bad window; null: somebody decides. */
  goesOnAfterMinutes: z.number().int().nullable(),
  reason: z.string(),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** Its restaurants in the editor, and those not moved in the form, from its beginning to its end or now. */
  saves: saveNumbersSchema,
  others: saveNumbersSchema,
  /** Why the rule stopped it: the windows in question, as they were. */
  stop: z.object({ at: instantSchema, windows: z.array(judgedWindowSchema).readonly() }).nullable(),
});

export type Batch = z.infer<typeof batchSchema>;
