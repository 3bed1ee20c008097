import { jsonEquals } from '../config/merge-patch.ts';
import { parseStoredConfig, type StoredConfig } from '../config/widget-config.ts';
import { appError } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import type { WidgetChange, WidgetState } from './widget-state.ts';

/**
 * What restoring a version does: its settings become live as a new version; a draft stays. Sections that are not valid
 * today become their defaults and are named.
 * Fails with not_found (a version that never was).
 * @param state `configAsked` is that of the version to restore
 */
export function decideRestore({
  type,
  config,
  configAsked,
}: WidgetState): Result<{ readonly change: WidgetChange | null; readonly problems: StoredConfig['problems'] }> {
  if (!configAsked) return err(appError('not_found', 'This widget never had that version.'));
  const restored = parseStoredConfig(type, configAsked);
  const change = jsonEquals(restored.config, config) ? null : { config: restored.config };
  return ok({ change, problems: restored.problems });
}
