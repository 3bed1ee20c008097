import type { SaveWidget } from '@blunari/schema/api';
import { isJsonObject, type Json, type JsonObject, type MergePatch } from '@blunari/schema/config/merge-patch';
import { isAtLeast } from '@blunari/schema/roles';
import { decideSave } from '@blunari/schema/widget-changes';
import type { Call } from '../procedures/procedure.ts';
import type { WidgetRecord } from '../state/records.ts';
import { stateOf, writeWidget } from '../state/widgets.ts';

/** A field that is about to be saved, and what a colleague could have made of it. */
interface Field {
  readonly path: readonly string[];
  readonly values: readonly Json[];
}

/** Somebody who saves the same fields as another a moment before; each field once, or nobody could ever get through. */
export class Colleague {
  readonly #met = new Set<string>();

  forget(): void {
    this.#met.clear();
  }

  /** Saves other values of the fields of a save that is under way. What would make no valid whole is left out. */
  saveBefore(call: Call, { widgetId, baseVersion, patch }: SaveWidget): void {
    const widget = call.state.widgets.get(widgetId);
    const colleagueId = widget && colleagueOf(call, widget);
    if (!widget || !colleagueId) return;
    for (const { path, values } of fieldsOf([], patch, shownConfig(widget))) {
      const key = `${widgetId} ${path.join('.')}`;
      if (this.#met.has(key)) continue;
      this.#met.add(key);
      for (const value of values) {
        const decided = decideSave(stateOf(widget, baseVersion), { patch: patchOf(path, value) });
        if (!decided.ok || !decided.value.change) continue;
        writeWidget(call, widget, decided.value.change, colleagueId);
        break;
      }
    }
  }
}

const shownConfig = ({ draft, config, publishMode }: WidgetRecord): JsonObject =>
  publishMode === 'draft' && draft ? draft.config : config;

function colleagueOf({ state, userId }: Call, { tenantId }: WidgetRecord): string | undefined {
  const members = [...(state.tenants.get(tenantId)?.members ?? [])];
  return members.find(([id, role]) => id !== userId && isAtLeast(role, 'editor'))?.[0];
}

/** The fields that a patch sets and that the config has already. */
function fieldsOf(path: readonly string[], patch: MergePatch, config: JsonObject): readonly Field[] {
  return Object.entries(patch).flatMap(([key, mine]) => {
    const now = config[key];
    const here = [...path, key];
    if (isJsonObject(mine) && isJsonObject(now)) return fieldsOf(here, mine, now);
    return now === undefined ? [] : [{ path: here, values: othersThan(mine, now) }];
  });
}

/** Values of the same kind, neither what stands there nor what is about to: a switch has none. */
function othersThan(mine: Json, now: Json): readonly Json[] {
  const options = optionsFor(now);
  return options.filter((value) => value !== mine && value !== now);
}

function optionsFor(now: Json): readonly Json[] {
  if (typeof now === 'number') return [now + 1, now - 1, now + 2, now - 2, now + 15, now + 30];
  if (typeof now === 'boolean') return [!now];
  if (typeof now !== 'string') return [];
  if (/^#[0-9a-f]{6}$/i.test(now)) return ['#2F6B3A', '#8C2F1B'];
  if (/^\d\d:\d\d$/.test(now)) return ['19:00', '20:00', '12:30'];
  return [`${now} (again)`, 'light', 'dark', 'auto', 'serif', 'system', 'optional', 'required', 'off'];
}

function patchOf(path: readonly string[], value: Json): MergePatch {
  return path.reduceRight<JsonObject>(
    (inner, key, index) => ({ [key]: index === path.length - 1 ? value : inner }),
    {},
  );
}
