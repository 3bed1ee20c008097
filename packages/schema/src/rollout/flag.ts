import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { plainText } from '../text.ts';

/** The flag that says which restaurants have the new editor; the others have the earlier form. */
export const rolloutFlagKey = 'widget_management_v2';

/** Which restaurants have a feature, from nobody to everybody. */
export const flagStages = ['off', 'list', 'percentage', 'on'] as const;

export const flagStageSchema = z.enum(flagStages);

export type FlagStage = z.infer<typeof flagStageSchema>;

/** Words for a person. Decisions by hand are kept while a flag is off, and count again in every other stage. */
export const flagStageWords = {
  off: { name: 'Off', meaning: 'Nobody has it, not even restaurants put in by hand.' },
  list: { name: 'List', meaning: 'Only restaurants put in by hand have it.' },
  percentage: { name: 'Percentage', meaning: 'A share of the restaurants has it, besides those put in by hand.' },
  on: { name: 'On', meaning: 'Every restaurant has it, but for those taken out by hand.' },
} as const satisfies Record<FlagStage, { name: string; meaning: string }>;

/** Which of the two ways to edit a widget: the earlier form, or the editor with preview and auto-save. */
export const editingComponents = ['form', 'editor'] as const;

export const editingComponentSchema = z.enum(editingComponents);

export type EditingComponent = z.infer<typeof editingComponentSchema>;

export const editingComponentWords = {
  form: 'Earlier form',
  editor: 'New editor',
} as const satisfies Record<EditingComponent, string>;

/** A share of restaurants in percent, with at most six decimals: a batch by size ends between two of them. */
export const sharePercentSchema = z.number().min(0).max(100);

/** Why somebody changed something; it stands in the audit for ever. */
export const changeReasonSchema = plainText(500).trim().min(1, 'Say why: the reason is kept with the change.');

/** What a restaurant's staff know of a feature. */
export const flagOfTenantSchema = z.object({
  key: z.string(),
  isOn: z.boolean(),
  /** Grows with every change of the flag or of a decision by hand: of two answers, the higher one is newer. */
  version: z.number().int(),
});

export type FlagOfTenant = z.infer<typeof flagOfTenantSchema>;

/** What is told on `tenant:<id>` when a feature of that restaurant came or went; `id` is the restaurant's. */
export const flagChangedSchema = flagOfTenantSchema.extend({ id: idSchema });
