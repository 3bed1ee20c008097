import type { Pool } from 'pg';
import { z } from 'zod';
import { parseStoredPlace, widgetTypeSchema } from '@blunari/schema/config';
import { idSchema, publicKeySchema } from '@blunari/schema/ids';
import { insightsConsentSchema } from '@blunari/schema/insights';
import type { Result } from '@blunari/schema/result';
import { callFunction } from './call-function.ts';

const visitorWidgetSchema = z.object({
  id: idSchema,
  tenantId: idSchema,
  publicKey: publicKeySchema,
  type: widgetTypeSchema,
  version: z.number().int(),
  isActive: z.boolean(),
  /** Public sections as stored; absent when the widget is not active. Parse with `parseStoredConfig`. */
  config: z.record(z.string(), z.unknown()).optional(),
  place: z.unknown().transform(parseStoredPlace),
  /** Origins that may embed the widget; empty when any may. An entry nobody can use stays, so that a list stays one. */
  allowedOrigins: z.array(z.string().catch('')),
  /** When the widget may count visits. */
  insights: insightsConsentSchema,
  updatedAt: z.iso.datetime(),
});

export type VisitorWidget = z.infer<typeof visitorWidgetSchema>;

/** What a framed widget may know; `null` for a key that no widget has. */
export function visitorWidget(pool: Pool, key: string): Promise<Result<VisitorWidget | null>> {
  return callFunction(
    pool,
    'select widget_private.visitor_widget(key => $1::text) as answer',
    [key],
    visitorWidgetSchema.nullable(),
  );
}
