import { z } from 'zod';

/** Where a save goes: `live` to what visitors see, `draft` to settings that wait to be published. */
export const publishModeSchema = z.enum(['live', 'draft']);

export type PublishMode = z.infer<typeof publishModeSchema>;
