import { z } from 'zod';
import { placeSchema } from '../config/place.ts';
import { widgetTypeSchema } from '../config/widget-config.ts';
import { idSchema, publicKeySchema } from '../ids.ts';
import { insightsConsentSchema } from '../insights/consent.ts';
import { instantSchema } from '../time.ts';

/** What a framed widget starts with: inside its HTML, and again from `/w/<key>/config` after a reconnect. */
export const frameBootstrapSchema = z.object({
  id: idSchema,
  publicKey: publicKeySchema,
  type: widgetTypeSchema,
  version: z.number().int(),
  isActive: z.boolean(),
  /** Public sections; absent when the widget is not active. */
  config: z.unknown().optional(),
  place: placeSchema,
  /** When visits may be counted; the browser and the page around may still say no. */
  insights: insightsConsentSchema,
  /** Where the frame hears of changes. The key is public by nature. */
  realtime: z.object({ url: z.url(), apiKey: z.string() }),
  /** Only this origin may feed the preview. */
  dashboardOrigin: z.url(),
  serverNow: instantSchema,
});

export type FrameBootstrap = z.infer<typeof frameBootstrapSchema>;
