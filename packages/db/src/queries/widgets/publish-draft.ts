import type { PublishDraft, PublishOutcome } from '@blunari/schema/api';
import { ok, type Result } from '@blunari/schema/result';
import { decidePublish } from '@blunari/schema/widget-changes';
import type { Tx } from '../../client.ts';
import { lockWidget, stateOf } from './lock-widget.ts';
import { writeWidget } from './write-widget.ts';

/**
 * Makes the draft live as one save, merged with what went live since it was begun. All of it or nothing: where both
 * changed a field, the answer is the conflicts, and the caller asks again with a choice for each.
 * Fails with not_found, forbidden (a viewer), invalid_input (no draft, the merged whole is not valid, an unknown base).
 */
export async function publishDraft(tx: Tx, publish: PublishDraft): Promise<Result<PublishOutcome>> {
  const locked = await lockWidget(tx, publish.widgetId, publish.choices?.baseVersion);
  if (!locked.ok) return locked;
  const decided = decidePublish(stateOf(locked.value), publish);
  if (!decided.ok) return decided;
  const { status, conflicts, change } = decided.value;
  return ok({ status, conflicts, row: await writeWidget(tx, locked.value, change) });
}
