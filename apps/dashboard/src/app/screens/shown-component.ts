import type { EditingComponent } from '@blunari/schema/rollout';
import type { UnsavedFields } from '../../data/unsaved-work.ts';

/**
 * Which component stands on the screen. Nothing that was typed may go with the other one: that stays until what it holds
 * is saved, or somebody says what shall become of it.
 * @param shown what stands there now; null at first
 * @param wanted what the server gives the restaurant; undefined until that is known
 */
export function nextShown(
  shown: EditingComponent | null,
  wanted: EditingComponent | undefined,
  unsaved: UnsavedFields,
): EditingComponent | null {
  if (wanted === undefined || shown === wanted) return shown;
  const other = wanted === 'form' ? 'editor' : 'form';
  // A form that is not shown holds nothing; the editor goes on sending when it is left.
  return unsaved[other] > 0 ? other : wanted;
}

/**
 * The same with what a form left when its session ended. Until a form has taken it up, which then counts it, it counts as
 * a field: it must not lie unseen behind the editor.
 */
export function withKept(unsaved: UnsavedFields, isKept: boolean): UnsavedFields {
  return isKept && unsaved.form === 0 ? { ...unsaved, form: 1 } : unsaved;
}
