import { z } from 'zod';
import { publishModeSchema } from '../config/publish-mode.ts';
import { idSchema } from '../ids.ts';
import { conflictSchema, patchSchema, widgetRowSchema } from './widgets.ts';

export const setPublishModeSchema = z.strictObject({ widgetId: idSchema, publishMode: publishModeSchema });

export type SetPublishMode = z.infer<typeof setPublishModeSchema>;

/** The draft that somebody looks at. When it has changed since, nothing happens to it. */
const seenDraftSchema = z.strictObject({ widgetId: idSchema, draftVersion: z.number().int().min(0) });

export const discardDraftSchema = seenDraftSchema;

export type DiscardDraft = z.infer<typeof discardDraftSchema>;

export const publishDraftSchema = seenDraftSchema.extend({
  /** After conflicts: what stands in those fields, and the live version that it was chosen against. */
  choices: z.strictObject({ baseVersion: z.number().int().min(1), patch: patchSchema }).optional(),
});

export type PublishDraft = z.infer<typeof publishDraftSchema>;

/** `changed`: a colleague changed the draft, or published or discarded it; `row` is the widget as it is now. */
export const discardOutcomeSchema = z.object({ status: z.enum(['discarded', 'changed']), row: widgetRowSchema });

export type DiscardOutcome = z.infer<typeof discardOutcomeSchema>;

/**
 * `published`: all of the draft is live. `conflict`: fields listed were changed in the draft and live since its base,
 * `mine` is the draft's value; nothing is live until somebody chooses. `changed`: as when discarding.
 */
export const publishOutcomeSchema = z.object({
  status: z.enum(['published', 'conflict', 'changed']),
  row: widgetRowSchema,
  conflicts: z.array(conflictSchema).readonly(),
});

export type PublishOutcome = z.infer<typeof publishOutcomeSchema>;
