import type { WidgetType } from '@blunari/schema/config';
import { z } from 'zod';
import type { FormState } from './form-state.ts';

const configSchema = z.record(z.string(), z.json());
const storedSchema = z.object({
  base: z.object({ version: z.number().int(), config: configSchema, isDraft: z.boolean() }),
  edited: configSchema,
});

const keyOf = (userId: string, widgetId: string): string => `blunari.typed.${userId}.${widgetId}`;

/** Keeps what was typed in this tab when the session ends by itself, for the same person's next form of the widget. */
export function keepTyped(
  storage: () => Pick<Storage, 'setItem'>,
  userId: string,
  widgetId: string,
  { base, edited }: FormState,
): void {
  try {
    storage().setItem(keyOf(userId, widgetId), JSON.stringify({ base, edited }));
  } catch {
    // Storage is full or blocked: what was typed ends with the session.
  }
}

/** What was kept, once; null where nothing was. Its `base` is the old one, so that a save meets what others changed since. */
export function takeTyped(
  storage: () => Pick<Storage, 'getItem' | 'removeItem'>,
  userId: string,
  { id, type }: { readonly id: string; readonly type: WidgetType },
): FormState | null {
  try {
    const key = keyOf(userId, id);
    const stored = storage().getItem(key);
    if (stored === null) return null;
    storage().removeItem(key);
    return { type, ...storedSchema.parse(JSON.parse(stored)), clashes: [] };
  } catch {
    return null;
  }
}
