import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { batchSchema, batchTargetSchema } from '../rollout/batch.ts';
import { changeReasonSchema, flagOfTenantSchema, flagStageSchema, sharePercentSchema } from '../rollout/flag.ts';
import { connectionNumbersSchema, saveNumbersSchema } from '../rollout/numbers.ts';
import { stopRuleSchema } from '../rollout/stop-rule.ts';
import { instantSchema } from '../time.ts';

/*
 * Two routers. `flags` is for the staff of a restaurant:
 *   mine (query)               tenantInputSchema -> flagsOfTenantSchema
 *   reportConnection           connectionReportSchema -> connectionReceiptSchema
 *
 * `rollouts` is for platform admins, anybody else is `forbidden`. Queries:
 *   get                        -> rolloutSchema
 *   course                     courseInputSchema -> courseSchema
 *   connections                hoursInputSchema -> connectionsSchema
 *   failures                   failuresInputSchema -> failuresSchema
 *   tenants                    rolloutTenantsInputSchema -> rolloutTenantsSchema
 *   audit                      auditInputSchema -> auditSchema
 * Mutations, each with its reason, each answers rolloutSchema as it is then, `outside_rules` where the roll-out is
 * elsewhere by now:
 *   setStage setRule plan goOn pause abort back moveTenant retire bringBack
 */

const count = z.number().int().nonnegative();
const withReason = { reason: changeReasonSchema };

/** Features of one restaurant, and what its screens must know of the roll-out. */
export const flagsOfTenantSchema = z.object({ flags: z.array(flagOfTenantSchema) });

export type FlagsOfTenant = z.infer<typeof flagsOfTenantSchema>;

/** `counted` is false for a report that was there already. */
export const connectionReceiptSchema = z.object({ counted: z.boolean() });

/** The roll-out as a whole. */
export const rolloutSchema = z.object({
  stage: flagStageSchema,
  /** Share that has the new editor in stage `percentage`; six decimals at most. */
  percent: sharePercentSchema,
  /** Grows with every change of the flag or of a decision by hand. */
  version: z.number().int(),
  /** Why it was changed last. */
  reason: z.string(),
  updatedAt: instantSchema,
  /** Since when the earlier form is retired; null while it serves. */
  retiredAt: instantSchema.nullable(),
  tenants: z.object({
    all: count,
    /** Restaurants that have the new editor now. */
    moved: count,
    /** By hand, whatever the stage says. */
    putIn: count,
    takenOut: count,
  }),
  /** The batch begun last that was neither moved back nor aborted; null before the first. */
  currentBatch: z.number().int().nullable(),
  batches: z.array(batchSchema).readonly(),
  rule: stopRuleSchema,
});

export type Rollout = z.infer<typeof rolloutSchema>;

/** A batch under way ends; batches that reached further than the new share are moved back. */
export const setStageSchema = z
  .strictObject({ stage: flagStageSchema, percent: sharePercentSchema.optional(), ...withReason })
  .refine(({ stage, percent }) => (stage === 'percentage') === (percent !== undefined), {
    path: ['percent'],
    error: 'Say the share for the stage `percentage`, and only there.',
  });

export type SetStage = z.infer<typeof setStageSchema>;

export const setRuleSchema = z.strictObject({ rule: stopRuleSchema, ...withReason });

/** Replaces all batches that are not begun yet; percentages rise and end at 100 at most. */
export const planSchema = z.strictObject({
  batches: z
    .array(
      z.strictObject({
        target: batchTargetSchema,
        /** From the beginning of the batch; absent: somebody decides. */
        goesOnAfterMinutes: z.number().int().min(10).max(10_080).optional(),
      }),
    )
    .min(1)
    .max(50),
  ...withReason,
});

export type Plan = z.infer<typeof planSchema>;

/**
 * `batch` shall be the one that runs: the current one, paused or stopped, runs on and its windows count afresh; the one
 * after it is begun and the current one is done. After the last batch, `batch` is one more than it: the roll-out is
 * complete, and at 100 % the stage becomes `on`.
 */
export const goOnSchema = z.strictObject({ batch: z.number().int().min(1), ...withReason });

/** Nothing goes on by itself; the rule still watches. */
export const pauseSchema = z.strictObject({ batch: z.number().int().min(1), ...withReason });

/** Ends the plan: nobody else is moved, moved restaurants stay moved, a new plan can be made. */
export const abortSchema = z.strictObject({ batch: z.number().int().min(1), ...withReason });

/** Back to the share after that batch, 0: the stage becomes `off` and nobody is in, whoever was put in by hand included. */
export const backSchema = z.strictObject({ toBatch: z.number().int().min(0), ...withReason });

/** One restaurant, by hand: `editor` and `form` whatever the share says, `rule` takes the decision by hand away. */
export const moveTenantSchema = z.strictObject({
  tenantId: idSchema,
  to: z.enum(['editor', 'form', 'rule']),
  ...withReason,
});

export type MoveTenant = z.infer<typeof moveTenantSchema>;

/** Retires the earlier form, once every restaurant is moved; `bringBack` lets it serve again. */
export const retireSchema = z.strictObject({ ...withReason });

export const hoursInputSchema = z.strictObject({ hours: z.number().int().min(1).max(720) });

/** Windows of so many minutes up to now; of more than a day in full hours. */
export const courseInputSchema = z
  .strictObject({
    hours: z.number().int().min(1).max(720),
    stepMinutes: z.number().int().min(1).max(1440),
  })
  .refine(({ hours, stepMinutes }) => hours <= 24 || stepMinutes % 60 === 0, {
    path: ['stepMinutes'],
    error: 'Over more than a day a step is full hours.',
  })
  .refine(({ hours, stepMinutes }) => (hours * 60) / stepMinutes <= 1000, {
    path: ['stepMinutes'],
    error: 'At most 1,000 steps.',
  });

/** Both components side by side over time, oldest first, at most 1,000 points; a window without a save is absent. */
export const courseSchema = z.object({
  points: z.array(z.object({ from: instantSchema, editor: saveNumbersSchema, form: saveNumbersSchema })),
});

export type Course = z.infer<typeof courseSchema>;

/** The line by batch, both components; `batch` is null for restaurants that are in no batch. */
export const connectionsSchema = z.object({
  /** Share of page loads that report. */
  share: z.number(),
  groups: z.array(
    z.object({
      component: z.enum(['form', 'editor']),
      batch: z.number().int().nullable(),
      numbers: connectionNumbersSchema,
    }),
  ),
});

export type Connections = z.infer<typeof connectionsSchema>;

export const failuresInputSchema = z.strictObject({
  hours: z.number().int().min(1).max(720),
  component: z.enum(['form', 'editor']).optional(),
  batch: z.number().int().min(1).optional(),
});

/** Why saves failed, most frequent first, at most 20. */
export const failuresSchema = z.object({
  failures: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      component: z.enum(['form', 'editor']),
      saves: count,
      tenants: z.array(z.object({ id: idSchema, name: z.string() })),
    }),
  ),
});

export type Failures = z.infer<typeof failuresSchema>;

/** By name, in pages of `limit`; `after` is the last row's id. */
export const rolloutTenantsInputSchema = z.strictObject({
  search: z.string().trim().max(100).optional(),
  only: z.enum(['moved', 'not-moved', 'by-hand']).optional(),
  batch: z.number().int().min(1).optional(),
  after: idSchema.optional(),
  limit: z.number().int().min(1).max(200),
});

export const rolloutTenantSchema = z.object({
  id: idSchema,
  name: z.string(),
  slug: z.string(),
  hasEditor: z.boolean(),
  byHand: z.enum(['editor', 'form']).nullable(),
  /** Why by hand; empty where the share decides. */
  reason: z.string(),
  /** Its place in the order in which restaurants are moved, 0 to 100; it never changes. */
  place: sharePercentSchema,
  /** The batch that moves it, begun or planned. */
  batch: z.number().int().nullable(),
  /** In the last 24 hours. */
  saves: count,
  errors: count,
});

export const rolloutTenantsSchema = z.object({ tenants: z.array(rolloutTenantSchema), isLastPage: z.boolean() });

export type RolloutTenants = z.infer<typeof rolloutTenantsSchema>;

/** Newest first, in pages; `before` is the last entry's id. */
export const auditInputSchema = z.strictObject({
  before: idSchema.optional(),
  limit: z.number().int().min(1).max(200),
});

export const auditEntrySchema = z.object({
  id: idSchema,
  at: instantSchema,
  /** Name or e-mail address; null: it happened by itself, or by SQL. */
  actorName: z.string().nullable(),
  /** Such as `widget_rollouts.update`. */
  action: z.string(),
  /** One sentence: what changed, such as `5 to 15 %` or `Osteria Nove taken out`. */
  what: z.string(),
  reason: z.string(),
  tenant: z.object({ id: idSchema, name: z.string() }).nullable(),
  batch: z.number().int().nullable(),
});

export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditSchema = z.object({ entries: z.array(auditEntrySchema), isLastPage: z.boolean() });
