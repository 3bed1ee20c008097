import type { SaveOutcome } from '@blunari/schema/api';
import { parseConfig } from '@blunari/schema/config';
import { jsonEquals, type JsonObject, type MergePatch } from '@blunari/schema/config/merge-patch';
import { rebaseDraft } from '@blunari/schema/config/rebase-draft';
import { threeWayMerge, type FieldConflict } from '@blunari/schema/config/three-way-merge';
import { ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../../client.ts';
import type { LockedWidget } from './lock-widget.ts';
import { toWidgetRow } from './widget-row.ts';
import { writeWidget } from './write-widget.ts';

/** Edits and the settings they were made on. */
export interface Edits {
  readonly base: JsonObject;
  readonly patch: MergePatch;
}

/** Settings that wait to be published, and the version they were begun on. */
interface Draft {
  readonly config: JsonObject;
  readonly baseVersion: number;
}

/**
 * A save that goes to the draft of a locked widget; the first begins one. A draft that something went live past is
 * carried over where that conflicts with nothing in it and makes a valid whole; publishing tells otherwise.
 * Fails with invalid_input.
 */
export async function saveDraft(tx: Tx, locked: LockedWidget, edits: Edits): Promise<Result<SaveOutcome>> {
  const held = draftOf(locked);
  const carried = carriedOver(locked);
  const first = carried ? mergeInto(carried, locked, edits) : undefined;
  const result = first?.ok
    ? first
    : mergeInto(held ?? { config: locked.config, baseVersion: locked.version }, locked, edits);
  if (!result.ok) return result;
  const { draft, conflicts } = result.value;
  const row = isSame(draft, held) ? toWidgetRow(locked) : await writeWidget(tx, locked, { draft });
  return ok({ status: conflicts.length > 0 ? 'conflict' : 'saved', row, conflicts });
}

function draftOf({ draft, draftBaseVersion }: LockedWidget): Draft | null {
  return draft && draftBaseVersion !== null ? { config: draft, baseVersion: draftBaseVersion } : null;
}

/** The draft on what is live now, if something went live since it was begun and nothing conflicts. */
function carriedOver({ draft, draftBase, draftBaseVersion, config, version }: LockedWidget): Draft | undefined {
  if (!draft || !draftBase || draftBaseVersion === version) return undefined;
  const { merged, conflicts } = rebaseDraft({ draft, base: draftBase }, config);
  return conflicts.length === 0 ? { config: merged, baseVersion: version } : undefined;
}

interface Merged {
  /** Null where nothing is left to publish. */
  readonly draft: Draft | null;
  readonly conflicts: readonly FieldConflict[];
}

function mergeInto({ config, baseVersion }: Draft, locked: LockedWidget, { base, patch }: Edits): Result<Merged> {
  const { merged, conflicts } = threeWayMerge(base, patch, config);
  if (baseVersion === locked.version && jsonEquals(merged, locked.config)) return ok({ draft: null, conflicts });
  const checked = parseConfig(locked.widgetType, merged);
  return checked.ok ? ok({ draft: { config: merged, baseVersion }, conflicts }) : checked;
}

function isSame(one: Draft | null, other: Draft | null): boolean {
  return one?.baseVersion === other?.baseVersion && jsonEquals(one?.config, other?.config);
}
