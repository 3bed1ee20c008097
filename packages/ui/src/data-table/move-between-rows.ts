/** Marks the buttons that open rows, for the keys that lead from one to the next. */
export const rowButtonMark = { 'data-row-button': '' } as const;

/** Moves the focus from one row's button to another's in the same table or list. False for keys that do not. */
export function moveBetweenRows(key: string, from: Element): boolean {
  const rows = [...(from.closest('tbody, ul')?.querySelectorAll<HTMLElement>('[data-row-button]') ?? [])];
  const at = rows.findIndex((row) => row === from);
  const target = targetOf(key, at, rows.length);
  if (at === -1 || target === undefined) return false;
  rows[target]?.focus();
  return true;
}

function targetOf(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
