import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { localeSchema } from '../time.ts';

/** `conversion` is written only by the server, with the booking or request it stands for. */
export const insightTypes = ['view', 'interaction', 'conversion'] as const;

export type InsightType = (typeof insightTypes)[number];

/** What a widget records. The time is inside the UUIDv7, so a repeat can never count twice. */
export const visitorEventSchema = z.strictObject({
  id: z.uuidv7(),
  type: z.enum(['view', 'interaction']),
  sessionId: idSchema,
  /** Step of the widget it happened in, such as `party` or `date`. */
  step: z
    .string()
    .regex(/^[a-z][a-z-]{0,31}$/)
    .optional(),
  /** `error` and `abandon` are kinds of interaction, not types. */
  kind: z.enum(['first-use', 'error', 'abandon']).optional(),
  /** Language that the widget was drawn in. */
  locale: localeSchema.optional(),
});

export type VisitorEvent = z.infer<typeof visitorEventSchema>;
