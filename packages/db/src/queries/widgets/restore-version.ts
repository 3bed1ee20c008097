import type { RestoreOutcome, RestoreVersion } from '@blunari/schema/api';
import { parseStoredConfig } from '@blunari/schema/config';
import { jsonEquals } from '@blunari/schema/config/merge-patch';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../../client.ts';
import { lockWidget } from './lock-widget.ts';
import { toWidgetRow } from './widget-row.ts';
import { writeWidget } from './write-widget.ts';

/**
 * Makes the settings of an earlier version live again, as a new version, so that what they replace stays in the history.
 * Sections that are not valid today become their defaults and are named. Whether the widget is live does not change, and
 * a draft stays.
 * Fails with not_found (also a version that never was), forbidden (a viewer).
 */
export async function restoreVersion(tx: Tx, { widgetId, version }: RestoreVersion): Promise<Result<RestoreOutcome>> {
  const found = await lockWidget(tx, widgetId, version);
  if (!found.ok) return found;
  const locked = found.value;
  if (!locked.configAsked) return err(appError('not_found', 'This widget never had that version.'));
  const { config, problems } = parseStoredConfig(locked.widgetType, locked.configAsked);
  const row = jsonEquals(config, locked.config) ? toWidgetRow(locked) : await writeWidget(tx, locked, { config });
  return ok({ row, problems });
}
