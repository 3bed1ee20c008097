import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { widgetRowSchema } from './widgets.ts';

const versionSchema = z.number().int().min(1);

export const restoreVersionSchema = z.strictObject({ widgetId: idSchema, version: versionSchema });

export type RestoreVersion = z.infer<typeof restoreVersionSchema>;

/** The widget with the settings of that version, as a new version; sections nobody can read became their defaults. */
export const restoreOutcomeSchema = z.object({
  row: widgetRowSchema,
  problems: z.array(z.object({ section: z.string(), message: z.string() })).readonly(),
});

export type RestoreOutcome = z.infer<typeof restoreOutcomeSchema>;

export const compareVersionsSchema = z.strictObject({ widgetId: idSchema, from: versionSchema, to: versionSchema });

export type CompareVersions = z.infer<typeof compareVersionsSchema>;

const fieldChangeSchema = z.object({
  path: z.array(z.string()).readonly(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});

/** What differs between two versions, field by field; a field that one side lacks has no value there. */
export const versionComparisonSchema = z.object({
  from: versionSchema,
  to: versionSchema,
  changes: z.array(fieldChangeSchema).readonly(),
});

export type VersionComparison = z.infer<typeof versionComparisonSchema>;
