import { parseStoredConfig, type StoredConfig, type WidgetType } from '@blunari/schema/config';
import { jsonEquals, type JsonObject } from '@blunari/schema/config/merge-patch';
import { hasSectionShape } from '@blunari/schema/config/section-shape';

/**
 * What the form shows of a config. A section that my edits made invalid (a minimum above its maximum, say) is shown as
 * it was typed, in this visit or in one before a reload; one that is stored broken is shown with its defaults, and
 * `problems` says so.
 * @param shown the config with my edits
 * @param stored the config that they are made on
 */
export function readDraft(type: WidgetType, shown: JsonObject, stored: JsonObject): StoredConfig {
  const draft = parseStoredConfig(type, shown);
  const mine = draft.problems.filter(({ section }) => !jsonEquals(shown[section], stored[section]));
  if (mine.length === 0) return draft;
  const before: JsonObject = parseStoredConfig(type, stored).config;
  const sections = mine.map(({ section }) => {
    // Edits of another kind than the form makes can't be shown; what is stored is then nearer to them than defaults.
    const value = hasSectionShape(type, section, shown[section]) ? shown[section] : before[section];
    return [section, value] as const;
  });
  const problems = draft.problems.filter((problem) => !mine.includes(problem));
  return { ...withSections(draft, Object.fromEntries(sections)), problems };
}

function withSections(draft: StoredConfig, sections: object): StoredConfig {
  return draft.type === 'booking'
    ? { ...draft, config: { ...draft.config, ...sections } }
    : { ...draft, config: { ...draft.config, ...sections } };
}
