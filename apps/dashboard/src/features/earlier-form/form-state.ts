import type { SaveWidget } from '@blunari/schema/api';
import { parseConfig, type StoredConfig, type WidgetType } from '@blunari/schema/config';
import {
  applyMergePatch,
  diffMergePatch,
  isJsonObject,
  type Json,
  type JsonObject,
  type MergePatch,
} from '@blunari/schema/config/merge-patch';
import { z } from 'zod';
import type { SaveAnswer, Widget } from '../../data/api-types.ts';
import { readDraft } from '../../shared/widgets/read-draft.ts';

/** What the form was opened on. */
export interface FormBase {
  readonly version: number;
  readonly config: JsonObject;
  /** The widget publishes later: a save goes to its draft. */
  readonly isDraft: boolean;
}

/** A field that somebody else set to another value after the form was opened. A missing side has no such field. */
export interface Clash {
  readonly path: readonly string[];
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

export interface FormState {
  readonly type: WidgetType;
  readonly base: FormBase;
  /** `base.config` with what was typed. */
  readonly edited: JsonObject;
  /** Left over from the last save: mine stands in the form and is not stored. */
  readonly clashes: readonly Clash[];
}

const configSchema = z.record(z.string(), z.json()).catch({});

/** The form as it opens: nothing typed yet. What changes elsewhere afterwards shows with the next save. */
export function openForm(row: Widget): FormState {
  const base = baseOf(row);
  return { type: row.type, base, edited: base.config, clashes: [] };
}

/** What the fields show. */
export function shownIn(state: FormState): StoredConfig {
  return readDraft(state.type, state.edited, state.base.config);
}

/** What the fields showed when nothing was typed yet. */
export function openedIn(state: FormState): StoredConfig {
  return readDraft(state.type, state.base.config, state.base.config);
}

export function withEdit(state: FormState, edited: JsonObject): FormState {
  return { ...state, edited };
}

/** All that was typed, as one patch. */
export function patchOf({ base, edited }: FormState): MergePatch {
  return diffMergePatch(base.config, edited);
}

/** Paths of the fields that were changed and not saved; a list, such as the days of a sitting, is one field. */
export function changedPaths(patch: MergePatch, above: readonly string[] = []): readonly (readonly string[])[] {
  return Object.entries(patch).flatMap(([key, value]) => {
    const path = [...above, key];
    return isJsonObject(value) && Object.keys(value).length > 0 ? changedPaths(value, path) : [path];
  });
}

/** What is wrong, by field path; empty when the form may be saved. */
export function problemsIn({ type, edited }: FormState): Readonly<Record<string, string>> {
  const parsed = parseConfig(type, edited);
  return parsed.ok ? {} : (parsed.error.fields ?? { '.': parsed.error.message });
}

/** The whole form as one save. A draft has no history to look up what the fields held, so that is told. */
export function saveOf(widgetId: string, state: FormState): SaveWidget {
  const patch = patchOf(state);
  const seen = state.base.isDraft ? { seen: partOf(state.base.config, patch) } : {};
  return { widgetId, baseVersion: state.base.version, patch, component: 'form', ...seen };
}

/**
 * After an answer: the stored config, with what was typed since the save was sent and with my side of each clash, so
 * that the next save states it over the other value, knowingly.
 * @param sent the config that was saved
 */
export function afterSave(state: FormState, sent: JsonObject, { row, conflicts }: SaveAnswer): FormState {
  const base = baseOf(row);
  const clashes = conflicts.map(({ path }) => ({
    path,
    mine: valueAt(sent, path),
    theirs: valueAt(base.config, path),
  }));
  const mine = clashes.reduce((config, clash) => withValue(config, clash.path, clash.mine), base.config);
  return { ...state, base, edited: applyMergePatch(mine, diffMergePatch(sent, state.edited)), clashes };
}

/** The other value takes the place of mine, which was never stored. */
export function takeTheirs(state: FormState, clash: Clash): FormState {
  return {
    ...state,
    edited: withValue(state.edited, clash.path, clash.theirs),
    clashes: state.clashes.filter((each) => each !== clash),
  };
}

function baseOf(row: Pick<Widget, 'version' | 'config' | 'publishMode' | 'draft'>): FormBase {
  const isDraft = row.publishMode === 'draft';
  const config = isDraft && row.draft ? row.draft.config : row.config;
  return { version: row.version, config: configSchema.parse(config), isDraft };
}

/** What `config` holds at the fields that a patch names. */
function partOf(config: JsonObject, patch: MergePatch): JsonObject {
  return Object.fromEntries(
    Object.entries(patch).flatMap(([key, value]): [string, Json][] => {
      const held = Object.hasOwn(config, key) ? config[key] : undefined;
      if (held === undefined) return [];
      return [[key, isJsonObject(value) && isJsonObject(held) ? partOf(held, value) : held]];
    }),
  );
}

function valueAt(config: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = config;
  for (const key of path) value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

function withValue(config: JsonObject, path: readonly string[], value: Json | undefined): JsonObject {
  const patch = path.reduceRight<Json>((inner, key) => ({ [key]: inner }), value ?? null);
  // A patch merges objects, so what stands there now goes first.
  const cleared = path.reduceRight<Json>((inner, key) => ({ [key]: inner }), null);
  return isJsonObject(patch) && isJsonObject(cleared)
    ? applyMergePatch(applyMergePatch(config, cleared), patch)
    : config;
}
