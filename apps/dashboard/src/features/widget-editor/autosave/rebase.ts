import { jsonEquals, type JsonObject, type MergePatch } from '@blunari/schema/config/merge-patch';
import { threeWayMerge, type FieldConflict } from '@blunari/schema/config/three-way-merge';
import { editsOf } from './edits.ts';
import { touches, valueAt, withValueAt, type Path } from './patch-paths.ts';
import type { AutosaveState, FieldChoice, StoredVersion } from './state.ts';

/** Moves my edits onto a newer version. What both sides changed becomes a choice; my own saves coming back do not. */
export function rebase(state: AutosaveState, row: StoredVersion, edits: MergePatch = editsOf(state)): AutosaveState {
  const { merged, conflicts } = threeWayMerge(state.base.config, edits, row.config);
  const own = conflicts.filter((conflict) => isOwn(state, conflict));
  const foreign = conflicts.filter((conflict) => !own.includes(conflict));
  const mine = own.reduce((config, conflict) => withValueAt(config, conflict.path, conflict.mine), merged);
  return { ...state, base: row, mine, choices: joinChoices(renewed(state.choices, mine), foreign) };
}

export interface EarlierEdits {
  readonly onto: JsonObject;
  readonly patch: MergePatch;
  readonly choices: readonly FieldChoice[];
}

/** Applies edits that were made on another version of the config, on top of mine. */
export function mergeOnto(state: AutosaveState, { onto, patch, choices }: EarlierEdits): AutosaveState {
  const { merged, conflicts } = threeWayMerge(onto, patch, state.mine);
  const open = renewed([...state.choices, ...choices], merged);
  return { ...state, mine: merged, choices: joinChoices(open, conflicts) };
}

/** The value in the newer version is one that I sent and whose answer is still out. */
export function isOwn(state: AutosaveState, { path, theirs }: Pick<FieldConflict, 'path' | 'theirs'>): boolean {
  const uncertain = state.sent ? [...state.doubtful, state.sent] : state.doubtful;
  return uncertain.some((save) => touches(save.patch, path) && jsonEquals(valueAt(save.after, path), theirs));
}

/** Open choices with the newest other value; where that is mine by now, there is nothing left to choose. */
function renewed(choices: readonly FieldChoice[], config: JsonObject): readonly FieldChoice[] {
  return choices
    .map((choice) => ({ ...choice, theirs: valueAt(config, choice.path) }))
    .filter((choice) => !jsonEquals(choice.mine, choice.theirs));
}

function joinChoices(choices: readonly FieldChoice[], conflicts: readonly FieldConflict[]): readonly FieldChoice[] {
  const added = conflicts.map(({ path, mine, theirs }): FieldChoice => ({ path, mine, theirs, keeps: 'mine' }));
  const others = choices.filter(
    (choice) => !added.some(({ path }) => isNested(path, choice.path) || isNested(choice.path, path)),
  );
  return [...others, ...added];
}

const isNested = (one: Path, other: Path): boolean => one.every((key, index) => key === other[index]);
