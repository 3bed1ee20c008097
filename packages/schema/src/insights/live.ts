import { z } from 'zod';
import { instantSchema } from '../time.ts';
import { countSchema } from './numbers.ts';

/** How many minutes are told one by one, the present one last. */
export const liveMinutes = 30;

/** What visitors do right now. */
export const liveSchema = z.object({
  /** When the last minute, the present one, is told up to. */
  at: instantSchema,
  /** Sessions that did anything in the last 5 and 30 minutes. */
  sessionsIn5Minutes: countSchema,
  sessionsIn30Minutes: countSchema,
  minutes: z
    .array(
      z.object({
        from: instantSchema,
        /** Sessions that did anything in this minute: one may be in several. */
        sessions: countSchema,
        views: countSchema,
        interactions: countSchema,
        conversions: countSchema,
      }),
    )
    .readonly(),
});

export type Live = z.infer<typeof liveSchema>;
