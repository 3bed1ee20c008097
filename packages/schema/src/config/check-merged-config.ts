import { z } from 'zod';
import type { Result } from '../result.ts';
import type { Json, JsonObject } from './merge-patch.ts';
import { parseConfig, type WidgetConfig, type WidgetType } from './widget-config.ts';

const jsonSchema: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(jsonSchema), z.record(z.string(), jsonSchema)]),
);

/** A JSON object of any depth up to what the body limit allows. */
export const jsonObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), jsonSchema);

/** Two valid edits can merge into an invalid whole (a minimum above a maximum), so the whole is checked, never the patch. */
export function checkMergedConfig(type: WidgetType, merged: JsonObject): Result<WidgetConfig> {
  return parseConfig(type, merged);
}
