import { isJsonObject, type Json } from '@blunari/schema/config/merge-patch';
import { z } from 'zod';
import type { WidgetChange } from '../../data/api-types.ts';

const patchSchema = z.record(z.string(), z.json());

/** The newest change that set a field, among entries with the newest first. */
export function lastChangeAt(
  entries: readonly WidgetChange[] | undefined,
  path: readonly string[],
): WidgetChange | undefined {
  return entries?.find(({ patch }) => {
    const parsed = patchSchema.safeParse(patch);
    return parsed.success && isSetIn(parsed.data, path);
  });
}

/** Who made a change, in a word. */
export function authorOf({ changedBy, changedByName }: WidgetChange, userId: string): string {
  if (changedBy === userId) return 'you';
  return changedByName ?? (changedBy === null ? 'the system' : 'a colleague');
}

/** A patch that sets or removes what holds a field sets the field, too. */
function isSetIn(patch: Json, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined || !isJsonObject(patch)) return true;
  const below = Object.hasOwn(patch, key) ? patch[key] : undefined;
  return below !== undefined && isSetIn(below, rest);
}
