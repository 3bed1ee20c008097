import type { WidgetChange } from '../../../data/api-types.ts';
import { changedPaths, fieldName } from '@blunari/schema/config/field-name';
import { applyMergePatch, type JsonObject, type MergePatch } from '@blunari/schema/config/merge-patch';
import { z } from 'zod';
import { valueAt, type Path } from '../autosave/patch-paths.ts';
import { valueWords, type WordContext } from './value-words.ts';

export interface FieldChange {
  readonly path: Path;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const configSchema = z.record(z.string(), z.json());

/** An entry's configs before and after, where both can be read. */
export function configsOf(entry: WidgetChange): { before: JsonObject; after: JsonObject } | null {
  const before = configSchema.safeParse(entry.before);
  const patch = patchOfEntry(entry);
  if (!before.success || !patch) return null;
  return { before: before.data, after: applyMergePatch(before.data, patch) };
}

export function patchOfEntry({ patch }: Pick<WidgetChange, 'patch'>): MergePatch | undefined {
  return configSchema.safeParse(patch).data;
}

/** What an entry of the history changed, field by field. */
export function describeChange(entry: WidgetChange, context: WordContext): readonly FieldChange[] {
  const configs = configsOf(entry);
  const patch = patchOfEntry(entry);
  if (!configs || !patch) return [];
  return changedPaths(patch).map((path) => ({
    path,
    name: fieldName(path),
    before: valueWords(path, valueAt(configs.before, path), context),
    after: valueWords(path, valueAt(configs.after, path), context),
  }));
}

/** What an entry says of being live; `null` where that stayed as it was. */
export function describeSwitch({ isActive, wasActive }: WidgetChange): 'Put live' | 'Paused' | null {
  if (wasActive === undefined || wasActive === isActive) return null;
  return isActive ? 'Put live' : 'Paused';
}
