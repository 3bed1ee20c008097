/** A dashboard that missed more changes than this is told so, and asks for its lists anew. */
const maxRows = 1000;

/** What changed since an instant, oldest first; where there are too many, the newest. */
export function newestChanges<Row extends { readonly updatedAt: string }>(
  rows: readonly Row[],
  since: string | undefined,
): { rows: Row[]; isComplete: boolean } {
  const sinceMs = since === undefined ? 0 : Date.parse(since);
  const changed = rows.filter(({ updatedAt }) => Date.parse(updatedAt) >= sinceMs);
  const oldestFirst = changed.toSorted((one, other) => one.updatedAt.localeCompare(other.updatedAt));
  return { rows: oldestFirst.slice(-maxRows), isComplete: changed.length <= maxRows };
}
