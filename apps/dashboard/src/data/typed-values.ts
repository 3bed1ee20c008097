import type { JsonObject } from '@blunari/schema/config/merge-patch';
import { z } from 'zod';

const configSchema = z.record(z.string(), z.json());
const storedSchema = z.object({
  base: z.object({ version: z.number().int(), config: configSchema, isDraft: z.boolean() }),
  edited: configSchema,
});

/** What was typed in the earlier form: the settings as they were when it was opened, and as they are in it. */
export interface TypedValues {
  readonly base: { readonly version: number; readonly config: JsonObject; readonly isDraft: boolean };
  readonly edited: JsonObject;
}

const keyOf = (userId: string, widgetId: string): string => `blunari.typed.${userId}.${widgetId}`;

/** Keeps what was typed in this tab when the session ends by itself, for the same person's next form of the widget. */
export function keepTyped(
  storage: () => Pick<Storage, 'setItem'>,
  userId: string,
  widgetId: string,
  { base, edited }: TypedValues,
): void {
  try {
    storage().setItem(keyOf(userId, widgetId), JSON.stringify({ base, edited }));
  } catch {
    // Storage is full or blocked: what was typed ends with the session.
  }
}

/** What was kept; null where nothing was. Its `base` is the old one, so that a save meets what others changed since. */
export function readTyped(
  storage: () => Pick<Storage, 'getItem'>,
  userId: string,
  widgetId: string,
): TypedValues | null {
  try {
    const stored = storage().getItem(keyOf(userId, widgetId));
    return stored === null ? null : storedSchema.parse(JSON.parse(stored));
  } catch {
    return null;
  }
}

/** For the form that holds it from then on. */
export function forgetTyped(storage: () => Pick<Storage, 'removeItem'>, userId: string, widgetId: string): void {
  try {
    storage().removeItem(keyOf(userId, widgetId));
  } catch {
    // Storage is blocked, so nothing was kept.
  }
}
