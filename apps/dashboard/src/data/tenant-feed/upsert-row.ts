interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** The rows with this one in its place by `before`; an older version than the one held changes nothing. */
export function upsertRow<Row extends Versioned>(
  rows: readonly Row[],
  row: Row,
  before: (one: Row, other: Row) => number,
): Row[] {
  const held = rows.find((each) => each.id === row.id);
  if (held && held.version >= row.version) return [...rows];
  return [...rows.filter((each) => each.id !== row.id), row].toSorted(before);
}

/** The rows without one that has moved out of their range; a newer version held stays. */
export function dropRow<Row extends Versioned>(rows: readonly Row[], row: Versioned): Row[] {
  return rows.filter((each) => each.id !== row.id || each.version > row.version);
}
