import { parseStoredConfig, type StoredConfig, type WidgetConfig, type WidgetType } from '@blunari/schema/config';
import { jsonEquals, type JsonObject } from '@blunari/schema/config/merge-patch';

/**
 * What the form shows of a config. A section that is not valid (a minimum above its maximum, say) is shown as it was
 * typed here; one that somebody else broke is shown with its defaults, and `problems` says so.
 * @param typed the config as this form produced it last
 */
export function readDraft(type: WidgetType, shown: JsonObject, typed: WidgetConfig | null): StoredConfig {
  const stored = parseStoredConfig(type, shown);
  if (stored.problems.length === 0 || typed?.type !== type) return stored;
  const own = stored.problems.filter(({ section }) => jsonEquals(sectionOf(typed, section), shown[section]));
  if (own.length === 0) return stored;
  const ownSections = Object.fromEntries(own.map(({ section }) => [section, sectionOf(typed, section)]));
  const problems = stored.problems.filter((problem) => !own.includes(problem));
  return { ...withSections(stored, ownSections), problems };
}

function sectionOf(widget: WidgetConfig, section: string) {
  const sections: JsonObject = widget.config;
  return sections[section];
}

function withSections(stored: StoredConfig, sections: object): StoredConfig {
  return stored.type === 'booking'
    ? { ...stored, config: { ...stored.config, ...sections } }
    : { ...stored, config: { ...stored.config, ...sections } };
}
