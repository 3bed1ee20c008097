import { z } from 'zod';
import { bookingRowSchema } from '../booking/booking.ts';
import { requestRowSchema } from '../catering/request.ts';
import { publishModeSchema } from '../config/publish-mode.ts';
import { widgetTypeSchema } from '../config/widget-config.ts';
import { idSchema } from '../ids.ts';
import { widgetTotalsSchema } from '../insights/totals.ts';
import { flagChangedSchema } from '../rollout/flag.ts';
import { instantSchema } from '../time.ts';

/** What every payload carries besides its row: the moment of the write, so latency can be measured end to end. */
const committedAt = { committedAt: instantSchema };

const widgetChangedSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  type: widgetTypeSchema,
  isActive: z.boolean(),
  /** The stored config; readers parse it with `parseStoredConfig`. */
  config: z.unknown(),
  changedBy: idSchema.nullable(),
  updatedAt: instantSchema,
  ...committedAt,
});

const draftChangedSchema = z.object({
  id: idSchema,
  /** Of what is live: a draft makes no version. The newer of two such messages has the higher `draftVersion`. */
  version: z.number().int(),
  draftVersion: z.number().int(),
  publishMode: publishModeSchema,
  /** `null`: there is none, or none any more. */
  draft: z.object({ config: z.unknown(), baseVersion: z.number().int() }).nullable(),
  changedBy: idSchema.nullable(),
  updatedAt: instantSchema,
  ...committedAt,
});

/** Events on `tenant:<id>`, by name. */
export const tenantEvents = {
  'widget_config.changed': widgetChangedSchema,
  'widget_draft.changed': draftChangedSchema,
  'booking.created': bookingRowSchema.extend(committedAt),
  'booking.changed': bookingRowSchema.extend(committedAt),
  'catering_request.created': requestRowSchema.extend(committedAt),
  'catering_request.changed': requestRowSchema.extend(committedAt),
  'insights.tick': widgetTotalsSchema.extend(committedAt),
  'flags.changed': flagChangedSchema.extend(committedAt),
} as const;

/** Events on `widget:<public_key>`: the public sections only, or that the widget is not active. */
export const widgetEvents = {
  'config.changed': z.object({
    id: idSchema,
    version: z.number().int(),
    isActive: z.boolean(),
    /** Public sections of the stored config; absent when the widget is not active. */
    config: z.unknown().optional(),
    ...committedAt,
  }),
} as const;

export type TenantEventName = keyof typeof tenantEvents;
export type TenantEventPayload<Name extends TenantEventName> = z.infer<(typeof tenantEvents)[Name]>;
export type WidgetEventName = keyof typeof widgetEvents;
export type WidgetEventPayload<Name extends WidgetEventName> = z.infer<(typeof widgetEvents)[Name]>;
