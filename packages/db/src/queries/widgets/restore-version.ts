import type { RestoreOutcome, RestoreVersion } from '@blunari/schema/api';
import { ok, type Result } from '@blunari/schema/result';
import { decideRestore } from '@blunari/schema/widget-changes';
import type { Tx } from '../../client.ts';
import { lockWidget, stateOf } from './lock-widget.ts';
import { writeWidget } from './write-widget.ts';

/**
 * Makes the settings of an earlier version live again, as a new version, so that what they replace stays in the history.
 * Sections that are not valid today become their defaults and are named. Whether the widget is live does not change, and
 * a draft stays.
 * Fails with not_found (also a version that never was), forbidden (a viewer).
 */
export async function restoreVersion(tx: Tx, { widgetId, version }: RestoreVersion): Promise<Result<RestoreOutcome>> {
  const locked = await lockWidget(tx, widgetId, version);
  if (!locked.ok) return locked;
  const decided = decideRestore(stateOf(locked.value));
  if (!decided.ok) return decided;
  const { change, problems } = decided.value;
  return ok({ problems, row: await writeWidget(tx, locked.value, change) });
}
