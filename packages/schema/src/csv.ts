/** A cell: text, a number as it is, or nothing. */
export type Cell = string | number | null;

/** What is shown as a chart, as a table: one row a point, in the same order. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * A table as CSV (RFC 4180): lines end in CR LF, and the first names the columns. It begins with the mark by which
 * spreadsheets know UTF-8. Text that a spreadsheet would take for a formula gets an apostrophe in front: visitors type it.
 */
export function toCsv({ columns, rows }: Table): string {
  return `\uFEFF${[columns, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('')}`;
}

// With the wide forms, which some spreadsheets read alike: https://owasp.org/www-community/attacks/CSV_Injection
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/** One cell as it stands in a CSV line. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const harmless = formulaStart.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
