import { z } from 'zod';
import { availabilityQuerySchema } from './booking/availability-answer.ts';
import { jsonObjectSchema } from './config/json-object.ts';
import { placeSchema } from './config/place.ts';
import { widgetTypeSchema } from './config/widget-config.ts';
import { localeSchema } from './time.ts';

/**
 * What the editor tells the widget in its preview, at every keystroke. The frame reads it with guards of its own, as
 * zod would outweigh the widget, and keeps what it drew before where a section cannot be drawn.
 */
export const previewMessageSchema = z.object({
  type: z.literal('blunari:preview'),
  widget: widgetTypeSchema,
  /** As typed, so perhaps not valid, and in the look that the preview is switched to. */
  config: jsonObjectSchema,
  place: placeSchema,
  /** In which the widget speaks, whatever the browser prefers. */
  language: localeSchema,
  /** False shows what guests see of a paused widget. */
  isActive: z.boolean(),
  /** The step of a booking to open; absent where the guest's own way is left alone. */
  step: z.enum(['party', 'date']).optional(),
});

export type PreviewMessage = z.infer<typeof previewMessageSchema>;
export type PreviewStep = NonNullable<PreviewMessage['step']>;

/** What the frame says to the editor around it. */
export const previewFrameMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('blunari:ready') }),
  z.object({ type: z.literal('blunari:availability-wanted'), id: z.string(), query: availabilityQuerySchema }),
  /** Somebody chose a language inside the widget: the editor shows it in its own control, too. */
  z.object({ type: z.literal('blunari:language-chosen'), language: localeSchema }),
]);

export type PreviewFrameMessage = z.infer<typeof previewFrameMessageSchema>;
