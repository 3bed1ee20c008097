import { z } from 'zod';
import { widgetTypeSchema } from '../config/widget-config.ts';
import { instantSchema, localDateSchema } from '../time.ts';

/** What was changed in a widget on one day: settings are saved as people type, so a change is many versions. */
const annotationSchema = z.object({
  widget: widgetTypeSchema,
  localDate: localDateSchema,
  /** The version that visitors saw at the end of the day, and when it went live. */
  version: z.number().int(),
  changedAt: instantSchema,
  /** Who changed it, each once; nobody where a tool or the system did. */
  changedBy: z.array(z.string()).readonly(),
  /** Settings as people call them, each once. */
  settings: z.array(z.string()).readonly(),
  /** Whether the widget was put live or paused; absent where it stayed as it was. */
  switchedTo: z.enum(['live', 'paused']).optional(),
});

export type Annotation = z.infer<typeof annotationSchema>;

/** Changes in a period, oldest first. Incomplete where there are more than can be read at once: the oldest are missing. */
export const annotationsSchema = z.object({ days: z.array(annotationSchema).readonly(), isComplete: z.boolean() });

export type Annotations = z.infer<typeof annotationsSchema>;
