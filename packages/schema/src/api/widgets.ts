import { z } from 'zod';
import { availabilityQuerySchema } from '../booking/availability-answer.ts';
import { jsonObjectSchema } from '../config/json-object.ts';
import { publishModeSchema } from '../config/publish-mode.ts';
import { widgetTypeSchema } from '../config/widget-config.ts';
import { idSchema, publicKeySchema } from '../ids.ts';
import { editingComponentSchema } from '../rollout/flag.ts';
import { instantSchema } from '../time.ts';

export const tenantInputSchema = z.strictObject({ tenantId: idSchema });

/** Backfill after a join: rows changed since an instant; without it, all. */
export const changedSinceSchema = z.strictObject({ tenantId: idSchema, since: instantSchema.optional() });

/** What a backfill of many rows answers: the newest changes, oldest first. Incomplete, the lists are asked for anew. */
export const changedRowsSchema = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row), isComplete: z.boolean() });

/** A widget as staff see it. `config` is the stored JSON; readers parse it with `parseStoredConfig`. */
export const widgetRowSchema = z.object({
  id: idSchema,
  tenantId: idSchema,
  type: widgetTypeSchema,
  publicKey: publicKeySchema,
  version: z.number().int(),
  isActive: z.boolean(),
  config: z.unknown(),
  publishMode: publishModeSchema,
  /** Settings that wait to be published, and the version they were begun on; older than `version`: others went live since. */
  draft: z.object({ config: z.unknown(), baseVersion: z.number().int() }).nullable(),
  /** Grows with every change of `draft` and `publishMode`, which leave `version` as it is. */
  draftVersion: z.number().int(),
  updatedAt: instantSchema,
});

export type WidgetRow = z.infer<typeof widgetRowSchema>;

/** Edits as a merge patch (RFC 7396). */
export const patchSchema = jsonObjectSchema.refine(
  (patch) => JSON.stringify(patch).length <= 65_536,
  'One save holds at most 64 kB.',
);

/** One auto-save: the edits since `baseVersion`, at most 64 kB. */
export const saveWidgetSchema = z.strictObject({
  widgetId: idSchema,
  baseVersion: z.number().int().min(1),
  patch: patchSchema,
  /**
   * What the fields in `patch` held where they were edited. Say it for edits of a draft, which has no history to look
   * that up in; without it they count as edits of `baseVersion`.
   */
  seen: patchSchema.optional(),
  /** Where it was edited, for the numbers of the roll-out; absent: in the editor. */
  component: editingComponentSchema.optional(),
});

export type SaveWidget = z.infer<typeof saveWidgetSchema>;

export const conflictSchema = z.object({
  path: z.array(z.string()).readonly(),
  base: z.unknown().optional(),
  mine: z.unknown().optional(),
  theirs: z.unknown().optional(),
});

/**
 * `saved`: all of the patch is in. `conflict`: what did not conflict is in, the fields listed are not;
 * the user chooses. `row` is the widget as it is now, in both cases.
 */
export const saveOutcomeSchema = z.object({
  status: z.enum(['saved', 'conflict']),
  row: widgetRowSchema,
  conflicts: z.array(conflictSchema).readonly(),
});

export type SaveOutcome = z.infer<typeof saveOutcomeSchema>;

export const widgetInputSchema = z.strictObject({ widgetId: idSchema });

export const historyInputSchema = z.strictObject({ widgetId: idSchema, limit: z.number().int().min(1).max(100) });

/** One line of a widget's history, newest first. */
export const historyEntrySchema = z.object({
  version: z.number().int(),
  patch: z.unknown(),
  /** Config before this version, to show old beside new; absent for the first. */
  before: z.unknown().optional(),
  isActive: z.boolean(),
  /** Whether it was live before this version; absent for the first. */
  wasActive: z.boolean().optional(),
  changedBy: idSchema.nullable(),
  /** Name or e-mail of the person; `null` when a tool or the system changed it. */
  changedByName: z.string().nullable(),
  changedAt: instantSchema,
});

export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** Times that a config not yet saved would offer, against the real book: the preview's answer. */
export const previewAvailabilitySchema = availabilityQuerySchema.extend({
  widgetId: idSchema,
  config: jsonObjectSchema,
});

export const setActiveSchema = z.strictObject({ widgetId: idSchema, isActive: z.boolean() });
