import { changedPaths, fieldName } from '../../config/field-name.ts';
import { jsonObjectSchema } from '../../config/json-object.ts';
import type { WidgetType } from '../../config/widget-config.ts';
import type { Annotation } from '../annotations.ts';
import type { DayClock } from '../hours.ts';

/** One version of a widget's settings. */
export interface SettingsChange {
  readonly widget: WidgetType;
  readonly version: number;
  /** A merge patch, as it is stored. */
  readonly patch: unknown;
  readonly isActive: boolean;
  /** Before this version; absent for the first. */
  readonly wasActive?: boolean | undefined;
  /** Null where a tool or the system changed it. */
  readonly changedByName: string | null;
  readonly changedAtMs: number;
}

/** Changes as marks on a chart, one for each widget and local day, oldest first; `changes` in the order of their versions. */
export function annotate(changes: readonly SettingsChange[], clock: DayClock): readonly Annotation[] {
  const byDay = Map.groupBy(changes, ({ widget, changedAtMs }) => `${clock.localOf(changedAtMs).localDate} ${widget}`);
  return [...byDay]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, ofDay]) => annotationOf(key.slice(0, 10), ofDay) ?? []);
}

function annotationOf(localDate: string, changes: readonly SettingsChange[]): Annotation | null {
  const last = changes.at(-1);
  const settings = new Set(changes.flatMap(({ patch }) => settingsIn(patch)));
  const switchedTo = switchOf(changes);
  if (!last || (settings.size === 0 && !switchedTo)) return null;
  return {
    widget: last.widget,
    localDate,
    version: last.version,
    changedAt: new Date(last.changedAtMs).toISOString(),
    changedBy: [...new Set(changes.flatMap(({ changedByName }) => changedByName ?? []))],
    settings: [...settings],
    ...(switchedTo ? { switchedTo } : {}),
  };
}

function settingsIn(patch: unknown): readonly string[] {
  const readable = jsonObjectSchema.safeParse(patch).data;
  return readable ? changedPaths(readable).map(fieldName) : [];
}

/** What became of being live over the day; nothing where it ended as it began. */
function switchOf(changes: readonly SettingsChange[]): Annotation['switchedTo'] {
  const [wasActive, isActive] = [changes[0]?.wasActive, changes.at(-1)?.isActive];
  if (wasActive === undefined || wasActive === isActive) return undefined;
  return isActive ? 'live' : 'paused';
}
