import type { WidgetChange } from '../../../data/api-types.ts';

/** Who made a change, in a word. */
export function authorOf({ changedBy, changedByName }: WidgetChange, userId: string): string {
  if (changedBy === userId) return 'You';
  if (changedByName !== null) return changedByName;
  return changedBy === null ? 'The system' : 'A colleague';
}
