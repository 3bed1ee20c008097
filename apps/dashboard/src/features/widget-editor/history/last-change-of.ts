import type { WidgetChange } from '../../../data/api-types.ts';
import { isJsonObject, type Json } from '@blunari/schema/config/merge-patch';
import type { Path } from '../autosave/patch-paths.ts';
import { patchOfEntry } from './describe-change.ts';

/** The newest change that set a field, among entries with the newest first. */
export function lastChangeOf(entries: readonly WidgetChange[] | undefined, path: Path): WidgetChange | undefined {
  return entries?.find((entry) => {
    const patch = patchOfEntry(entry);
    return patch !== undefined && sets(patch, path);
  });
}

/** A patch that sets or removes what a field belongs to sets the field, too. */
function sets(patch: Json, [key, ...rest]: Path): boolean {
  if (key === undefined || !isJsonObject(patch)) return true;
  const below = patch[key];
  return below !== undefined && sets(below, rest);
}
